// mfe: natural logarithms of mel bands, a row of `bands` features a frame.
#include "signal/block.h"

#include "signal/block_variant_row.h"
#include "signal/mfe/kernel.h"
#include "signal/mfe/parameters.h"

namespace mote {
namespace mfe {
namespace {

using device::MfeLayer;

void check(const BlockCall& call) { check_log_mel(call, call.as<MfeParameters>()); }

FrameLayout layout(const BlockCall& call) {
  const auto& p = call.as<MfeParameters>();
  const LogMelSizes sizes = log_mel_sizes(p, call.sensor);
  return {sizes.window_samples, sizes.hop_samples, {1, p.bands, 1}};
}

// The logarithm of a band stays within +-28: its floor is 1e-12 or more, its greatest power below 2^22.
Quantization fine(const BlockCall&) { return {{1.0f / 1024}, {0}, 0}; }

bool serves(const BlockCall&) { return true; }

void visit(MfeLayer& l, auto&& f) {
  f("window_samples", l.window_samples), f("fft_size_log2", l.fft_size_log2), f("bands", l.bands);
  visit_log_mel_numbers(l, f);
  visit_log_mel_tables(l, f);
}

template <class Feature>
Lowered lower_to(const BlockCall& call) {
  const auto& p = call.as<MfeParameters>();
  MfeLayer layer{};
  fill_log_mel(p, call.sensor, layer);
  fill_output(call, log_unit, layer);
  return lowered(
      "MfeLayer", layer, [](auto& l, auto&& f) { visit(l, f); }, log_mel_tables(p, call.sensor), {0},
      &device::mfe<MfeLayer, Feature>, log_mel_sizes(p, call.sensor).scratch_bytes(p.bands));
}

Lowered lower(const BlockCall& call) {
  return call.output_type == ElementType::int8 ? lower_to<int8_t>(call) : lower_to<int16_t>(call);
}

InstructionCost cost(const BlockCall& call) {
  const auto& p = call.as<MfeParameters>();
  InstructionCost cost = log_mel_cost(p, call.sensor);
  cost.alu += p.bands * 20.0, cost.multiply += p.bands * 1.0, cost.load += p.bands * 1.0;
  cost.store += p.bands * 1.0, cost.branch += p.bands * 1.0;
  return cost;
}

const BlockVariant variants[] = {
#include "signal/mfe/variants.def"
};

}  // namespace
}  // namespace mfe

const BlockDefinition& mfe_block() {
  static const BlockDefinition definition{MfeParameters::operator_name,
                                          [] { return Attributes(MfeParameters{}); },
                                          mfe::check,
                                          mfe::layout,
                                          mfe::fine,
                                          mfe::variants};
  return definition;
}

}  // namespace mote
