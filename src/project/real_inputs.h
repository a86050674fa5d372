// A model's inputs for checks: real ones from a file, and made-up ones that have the statistics of real ones.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "evaluate/feed.h"
#include "graph/execute.h"

namespace mote {

// The samples of an .npy file as the model takes them. Throws InputError where they don't fit it, or it has several
// inputs.
std::vector<std::vector<Bytes>> read_real_inputs(const Graph& graph, const std::filesystem::path& file,
                                                 const FeedOptions& options = {});

// Makes inputs that are like real ones: first those that were given, one after the other, then mixtures of two of them,
// shifted and with noise. Where none were given: a first-order autoregression around a random mean with a random
// deviation and coefficient, which is as smooth as sound features and pictures are.
class LikeReal {
 public:
  LikeReal(const Graph& graph, std::vector<std::vector<Bytes>> real) : graph_(graph), real_(std::move(real)) {}
  std::vector<Bytes> sample(int64_t index) const;
  std::string description() const;

 private:
  const Graph& graph_;
  std::vector<std::vector<Bytes>> real_;
};

}  // namespace mote
