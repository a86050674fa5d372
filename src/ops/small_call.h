// For tests: small calls written by hand, what they give, and what check() says of them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ops/random_call.h"
#include "ops/run_variant.h"

namespace mote {

inline Tensor float_tensor(Shape shape, const std::vector<float>& values = {}) {
  Tensor tensor{"x", ElementType::float32, std::move(shape), {}, {}};
  if (!values.empty()) tensor.set_values<float>(values);
  return tensor;
}

inline Tensor integer_tensor(ElementType type, Shape shape, float scale, int32_t zero_point) {
  return {"x", type, std::move(shape), {{scale}, {zero_point}}, {}};
}

inline Tensor int8_tensor(Shape shape, float scale, int32_t zero_point, const std::vector<int8_t>& values = {}) {
  Tensor tensor = integer_tensor(ElementType::int8, std::move(shape), scale, zero_point);
  if (!values.empty()) tensor.set_values<int8_t>(values);
  return tensor;
}

inline Tensor int32_tensor(Shape shape, const std::vector<int32_t>& values) {
  Tensor tensor{"x", ElementType::int32, std::move(shape), {}, {}};
  if (!values.empty()) tensor.set_values<int32_t>(values);
  return tensor;
}

template <class T>
std::vector<uint8_t> as_bytes(const std::vector<T>& values) {
  std::vector<uint8_t> bytes(values.size() * sizeof(T));
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

template <class T>
std::vector<T> as_values(const std::vector<uint8_t>& bytes) {
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

// The outputs of the first portable variant that serves, given the bytes of each input that is computed.
inline Contents run_call(const RandomCall& small, Contents inputs) {
  const Call call = small.call();
  const OperatorDefinition& definition = definition_of(small.attributes);
  definition.check(call);
  std::vector<Shape> shapes;
  for (const Tensor* output : call.outputs) shapes.push_back(output->shape);
  EXPECT_EQ(definition.infer_shapes(call), shapes);
  inputs.resize(call.inputs.size());
  for (size_t i = 0; i < inputs.size(); ++i)
    if (call.has_input(i) && call.input(i).constant()) inputs[i] = call.input(i).data;
  for (const Variant& variant : definition.variants)
    if (variant.feature == CoreFeature::none && variant.serves(call)) return run_variant(variant, call, inputs);
  fail("no variant of {} serves", definition.name);
}

// The first output of a call on one computed input.
template <class Output, class Input>
std::vector<Output> run_on(const RandomCall& small, const std::vector<Input>& input) {
  return as_values<Output>(run_call(small, {as_bytes(input)})[0]);
}

// What check() says of the call, "" where it has nothing against it.
inline std::string refusal_of(const RandomCall& small) {
  try {
    definition_of(small.attributes).check(small.call());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// The same, after `spoil`.
template <class Spoil>
std::string refusal_after(RandomCall small, Spoil&& spoil) {
  spoil(small);
  return refusal_of(small);
}

}  // namespace mote
