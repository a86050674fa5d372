// Sides: which samples train, which choose, which judge. Deterministic for a seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mote {

struct Sample;

enum class Split : uint8_t { train, val, test };
std::string_view name_of(Split split);

struct SplitOptions {
  // "stratified": each class in the same shares; "group"; "given": as the data says; "auto": as given, else by group,
  // else stratified.
  std::string by = "auto";
  double test = 0.2, val = 0.1;  // shares of the samples (of the groups)
  uint64_t seed = 1;
};

// Deals samples to sides in the order of a hash of seed and name (or group). Where the data gives a test side ("given"
// without a val side), val is dealt from its train side. Throws InputError where the shares leave a side empty.
void split_samples(std::vector<Sample>& samples, const SplitOptions& options);

// Throws InputError naming the groups that stand on two sides.
void check_groups(const std::vector<Sample>& samples);

}  // namespace mote
