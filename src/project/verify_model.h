// The proof that compiling a MODEL changes no output: many inputs through the imported and the compiled graph, and
// every interval that the analysis claims tried at its ends.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "evaluate/feed.h"
#include "rewrite/reach_ends.h"

namespace mote {

struct VerifyRequest {
  std::filesystem::path model;
  std::string target = "host", favor = "speed";  // whose kernels run, on the host
  std::string data;                              // .npy of real inputs; empty: smooth random ones stand for them
  FeedOptions feed;
  int samples = 1000;  // half like real ones, half extreme
};

struct Verification {
  std::string name, target, real_inputs;  // what the first half is
  int64_t like_real = 0, extreme = 0;
  int64_t differing = 0;  // inputs on which an output differs
  std::string first_difference;
  int64_t macs_before = 0, macs_after = 0, parameters_before = 0, parameters_after = 0;
  int64_t channels = 0, constant_channels = 0;  // with a claimed interval, and with one of a single integer
  int64_t outside = 0;                          // inputs on which a value lay outside its interval
  std::string first_outside;
  EndsReached ends;

  bool holds() const { return differing == 0 && outside == 0 && ends.missed == 0; }
  std::string first_fault() const;
};

// `progress` is called after each input.
Verification verify_model(const VerifyRequest& request, const std::function<void()>& progress = {});

nlohmann::json to_json(const Verification& verification);

}  // namespace mote
