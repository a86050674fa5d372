// add and sub on int8 as layer descriptions.
#include "ops/add/lower.h"

#include <algorithm>

#include "base/fixed_point.h"
#include "ops/elementwise.h"
#include "ops/quantized.h"

namespace mote::add {
namespace {

struct Scales {
  double first, second, output;  // factors to the common scale, and from it
};

// Source: the preparation of TFLite's reference kernels, in double. (tflite-micro prepares sub's factors in float,
// which may differ in the last bits of a multiplier.)
Scales scales_of(const Call& call) {
  const double first = call.input(0).quantization.scale(), second = call.input(1).quantization.scale();
  const double common = 2 * std::max(first, second);
  const double spare = 1 << device::add_int8_spare_bits;
  return {first / common, second / common, common / (spare * double(call.output().quantization.scale()))};
}

void visit_quantization(auto& l, auto&& f) {
  f("first_zero_point", l.first_zero_point), f("first_multiplier", l.first_multiplier);
  f("first_shift", l.first_shift);
  f("second_zero_point", l.second_zero_point), f("second_multiplier", l.second_multiplier);
  f("second_shift", l.second_shift);
  f("output_zero_point", l.output_zero_point), f("output_multiplier", l.output_multiplier);
  f("output_shift", l.output_shift), f("output_min", l.output_min), f("output_max", l.output_max);
}

void fill_quantization(const Call& call, Activation activation, auto& l) {
  const Scales scales = scales_of(call);
  const auto set = [](double real, int32_t& multiplier, int32_t& shift) {
    const QuantizedMultiplier q = quantize_multiplier(real);
    multiplier = q.multiplier, shift = q.shift;
  };
  set(scales.first, l.first_multiplier, l.first_shift);
  set(scales.second, l.second_multiplier, l.second_shift);
  set(scales.output, l.output_multiplier, l.output_shift);
  l.first_zero_point = call.input(0).quantization.zero_point();
  l.second_zero_point = call.input(1).quantization.zero_point();
  l.output_zero_point = call.output().quantization.zero_point();
  const Int8Range range = activation_range(call.output(), activation);
  l.output_min = range.min, l.output_max = range.max;
}

void visit_pair(AddInt8Layer& l, auto&& f) {
  f("elements", l.elements);
  visit_quantization(l, f);
}

void visit_repeated(AddInt8RepeatedLayer& l, auto&& f) {
  visit_repetition(l, f);
  visit_quantization(l, f);
  f("constant_is_first", l.constant_is_first), f("constant", l.constant);
}

AddInt8RepeatedLayer repeated_layer(const Call& call, Activation activation) {
  AddInt8RepeatedLayer layer{};
  fill_repetition(call, layer);
  fill_quantization(call, activation, layer);
  layer.constant_is_first = computed_input(call) == 1;
  return layer;
}

AddInt8Layer pair_layer(const Call& call, Activation activation) {
  AddInt8Layer layer{};
  layer.elements = static_cast<int32_t>(call.output().elements());
  fill_quantization(call, activation, layer);
  return layer;
}

void visit_table(device::AddInt8TableLayer& l, auto&& f) {
  f("elements", l.elements), f("output_multiplier", l.output_multiplier), f("output_offset", l.output_offset);
  f("output_right_shift", l.output_right_shift), f("output_min", l.output_min), f("output_max", l.output_max);
  f("first", l.first), f("second", l.second);
}

// of(value) for every int8, by its bits.
Table table_of_values(std::string name, auto of) {
  std::vector<int32_t> values;
  for (int bits = 0; bits < 256; ++bits) values.push_back(of(static_cast<int8_t>(bits)));
  return Table::of<int32_t>(std::move(name), values);
}

}  // namespace

void check_scales(const Call& call) {
  if (call.input(0).type != ElementType::int8) return;
  if (scales_of(call).output >= 1)
    call.refuse("input scales {} and {} are over 2^19 times the output's {}, expected less",
                call.input(0).quantization.scale(), call.input(1).quantization.scale(),
                call.output().quantization.scale());
}

Lowered lower_pair(const Call& call, Activation activation,
                   void (*kernel)(const AddInt8Layer&, const int8_t*, const int8_t*, int8_t*)) {
  return lowered(
      "AddInt8Layer", pair_layer(call, activation), [](auto& l, auto&& f) { visit_pair(l, f); }, {}, {0, 1}, kernel);
}

Lowered lower_repeated_pair(const Call& call, Activation activation,
                            void (*kernel)(const AddInt8RepeatedLayer&, const int8_t*, const int8_t*, int8_t*)) {
  return lowered(
      "AddInt8RepeatedLayer", repeated_layer(call, activation), [](auto& l, auto&& f) { visit_repeated(l, f); }, {},
      {0, 1}, kernel);
}

Lowered lower_constant(const Call& call, Activation activation,
                       void (*kernel)(const AddInt8RepeatedLayer&, const int8_t*, int8_t*)) {
  return lowered(
      "AddInt8RepeatedLayer", repeated_layer(call, activation), [](auto& l, auto&& f) { visit_repeated(l, f); },
      {constant_table<int8_t>(call)}, {computed_input(call)}, kernel);
}

// Sums stay below 2^29; the shift leaves room for any zero point.
bool has_small_factor(const Call& call) {
  const AddInt8Layer layer = pair_layer(call, Activation::none);
  return layer.output_multiplier > 0 && layer.output_shift < 0 && layer.output_shift >= -22;
}

Lowered lower_table(const Call& call, Activation activation,
                    void (*kernel)(const device::AddInt8TableLayer&, const int8_t*, const int8_t*, int8_t*)) {
  const AddInt8Layer pair = pair_layer(call, activation);
  device::AddInt8TableLayer layer{};
  layer.elements = pair.elements;
  layer.output_multiplier = pair.output_multiplier, layer.output_right_shift = -pair.output_shift;
  layer.output_offset = (2 * pair.output_zero_point + 1) * (int32_t{1} << (layer.output_right_shift - 1));
  layer.output_min = pair.output_min, layer.output_max = pair.output_max;
  std::vector<Table> tables = {
      table_of_values("first", [&](int8_t value) { return device::add_int8_first(pair, value); }),
      table_of_values("second", [&](int8_t value) { return device::add_int8_second(pair, value); })};
  return lowered(
      "AddInt8TableLayer", layer, [](auto& l, auto&& f) { visit_table(l, f); }, std::move(tables), {0, 1}, kernel);
}

InstructionCost pair_cost(const Call& call, double overhead) {
  const double n = static_cast<double>(call.output().elements());
  return {n * (36 + overhead), n * 3, n * 2, n, n};
}

}  // namespace mote::add
