// raw: samples as real numbers from -1 to 1, a row for each moment, a channel for each of the sensor's.
#include "signal/block.h"

#include <cmath>

#include "signal/block_variant_row.h"
#include "signal/math/output.h"
#include "signal/raw/kernel.h"
#include "signal/raw/parameters.h"

namespace mote {
namespace raw {
namespace {

using device::RawLayer;

int32_t rows_of(const BlockCall& call) {
  return static_cast<int32_t>(std::lround(call.as<RawParameters>().hop_ms * call.sensor.rate_hz / 1000));
}

void check(const BlockCall& call) {
  const auto& p = call.as<RawParameters>();
  if (call.sensor.type != ElementType::int16 || call.sensor.is_picture() || call.sensor.channels < 1)
    call.refuse("takes int16 samples, the sensor gives {}", name_of(call.sensor.type));
  if (!(p.hop_ms * call.sensor.rate_hz >= 1000 && p.hop_ms <= 60000))
    call.refuse("hop_ms is {}, expected at least one sample at {} Hz", p.hop_ms, call.sensor.rate_hz);
}

FrameLayout layout(const BlockCall& call) {
  const int32_t rows = rows_of(call), channels = call.sensor.channels;
  return {rows * channels, rows * channels, {rows, 1, channels}};
}

Quantization fine(const BlockCall&) { return {{1.0f / 32768}, {0}, 0}; }

bool serves(const BlockCall&) { return true; }

template <class Feature>
Lowered lower_to(const BlockCall& call) {
  RawLayer layer{};
  layer.samples = rows_of(call) * call.sensor.channels;
  fill_output(call, 1.0 / 32768, layer);
  return lowered(
      "RawLayer", layer,
      [](auto& l, auto&& f) {
        f("samples", l.samples);
        visit_output(l, f);
      },
      {}, {0}, &device::raw<RawLayer, Feature>);
}

Lowered lower(const BlockCall& call) {
  return call.output_type == ElementType::int8 ? lower_to<int8_t>(call) : lower_to<int16_t>(call);
}

InstructionCost cost(const BlockCall& call) {
  const double samples = double{1} * rows_of(call) * call.sensor.channels;
  return {samples * 20, samples, samples, samples, samples};
}

const BlockVariant variants[] = {
#include "signal/raw/variants.def"
};

}  // namespace
}  // namespace raw

const BlockDefinition& raw_block() {
  static const BlockDefinition definition{RawParameters::operator_name,
                                          [] { return Attributes(RawParameters{}); },
                                          raw::check,
                                          raw::layout,
                                          raw::fine,
                                          raw::variants};
  return definition;
}

}  // namespace mote
