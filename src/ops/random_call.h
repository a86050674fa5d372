// Random uses of an operator at the extremes of its parameters, for tests. An operator's folder registers a generator
// from its *_test.cc, and ops/equivalence_test.cc holds all its variants against the portable one:
//
//   const RandomCallRegistration registration("pad", [](Random& random) { return RandomCall{...}; });
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ops/operator.h"

namespace mote {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}

  int32_t between(int32_t low, int32_t high) {  // both included
    return low + static_cast<int32_t>(engine_() % (static_cast<uint64_t>(high) - low + 1));
  }
  bool chance(double probability) { return engine_() < probability * 4294967296.0; }
  float real(float low, float high) { return low + (high - low) * static_cast<float>(engine_() * (1 / 4294967296.0)); }
  template <class T>
  T pick(std::initializer_list<T> choices) {
    return choices.begin()[between(0, static_cast<int32_t>(choices.size()) - 1)];
  }
  // Often an extreme of the type.
  int32_t int8_zero_point() { return chance(0.6) ? pick({-128, 127, 0, -1}) : between(-128, 127); }

 private:
  std::mt19937 engine_;
};

// An operator's attributes with its tensors, which it owns. Tensors without data are filled by the test.
struct RandomCall {
  Attributes attributes;
  std::vector<std::optional<Tensor>> inputs;
  std::vector<Tensor> outputs;

  Call call() const {
    Call result{"random", attributes, {}, {}};
    for (const std::optional<Tensor>& input : inputs) result.inputs.push_back(input ? &*input : nullptr);
    for (const Tensor& output : outputs) result.outputs.push_back(&output);
    return result;
  }
};

using RandomCallGenerator = std::function<RandomCall(Random&)>;

// By operator's name; one operator may have several.
inline std::multimap<std::string, RandomCallGenerator>& random_call_generators() {
  static std::multimap<std::string, RandomCallGenerator> generators;
  return generators;
}

struct RandomCallRegistration {
  RandomCallRegistration(std::string operator_name, RandomCallGenerator generator) {
    random_call_generators().emplace(std::move(operator_name), std::move(generator));
  }
};

// Elements drawn over the whole range of their type, floats in -2..2.
inline std::vector<uint8_t> random_elements(Random& random, ElementType type, int64_t count) {
  std::vector<uint8_t> bytes(count * byte_size(type));
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random.between(0, 255));
  if (type == ElementType::boolean)
    for (uint8_t& byte : bytes) byte &= 1;
  if (type != ElementType::float32) return bytes;
  for (int64_t i = 0; i < count; ++i) {
    const float value = random.real(-2, 2);
    std::memcpy(&bytes[i * sizeof value], &value, sizeof value);
  }
  return bytes;
}

// For each input its constant, or random elements; now and then all int8 ones lowest or highest. Absent inputs are
// empty.
inline std::vector<std::vector<uint8_t>> random_contents(const Call& call, Random& random) {
  std::vector<std::vector<uint8_t>> contents;
  const int kind = random.between(0, 9);
  for (const Tensor* input : call.inputs) {
    contents.emplace_back();
    if (input == nullptr) continue;
    contents.back() = input->constant() ? input->data : random_elements(random, input->type, input->elements());
    if (!input->constant() && input->type == ElementType::int8 && kind < 2)
      std::fill(contents.back().begin(), contents.back().end(), static_cast<uint8_t>(kind == 0 ? -128 : 127));
  }
  return contents;
}

}  // namespace mote
