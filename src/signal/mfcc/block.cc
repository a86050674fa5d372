// mfcc: c[k] = sqrt(2 / bands) * sum of ln(band[n] + floor) * cos(pi (n + 0.5) k / bands), a row of coefficients a
// frame.
#include "signal/block.h"

#include "signal/block_variant_row.h"
#include "signal/mfcc/kernel.h"
#include "signal/mfcc/parameters.h"

namespace mote {
namespace mfcc {
namespace {

using device::MfccLayer;

void check(const BlockCall& call) {
  const auto& p = call.as<MfccParameters>();
  check_log_mel(call, p);
  if (p.coefficients < 1 || p.coefficients > p.bands)
    call.refuse("coefficients is {}, expected 1 to {} (the number of bands)", p.coefficients, p.bands);
}

FrameLayout layout(const BlockCall& call) {
  const auto& p = call.as<MfccParameters>();
  const LogMelSizes sizes = log_mel_sizes(p, call.sensor);
  return {sizes.window_samples, sizes.hop_samples, {1, p.coefficients, 1}};
}

// |c| <= sqrt(2 * bands) * 28 (see mfe), which is below 448 for 128 bands.
Quantization fine(const BlockCall&) { return {{1.0f / 64}, {0}, 0}; }

bool serves(const BlockCall&) { return true; }

void visit(MfccLayer& l, auto&& f) {
  f("window_samples", l.window_samples), f("fft_size_log2", l.fft_size_log2), f("bands", l.bands);
  f("coefficients", l.coefficients);
  visit_log_mel_numbers(l, f);
  visit_log_mel_tables(l, f);
  f("transform", l.transform);
}

template <class Feature>
Lowered lower_to(const BlockCall& call) {
  const auto& p = call.as<MfccParameters>();
  MfccLayer layer{};
  fill_log_mel(p, call.sensor, layer);
  layer.coefficients = p.coefficients;
  fill_output(call, std::sqrt(2.0 / p.bands) * log_unit * 32768 / 32767, layer);
  std::vector<Table> tables = log_mel_tables(p, call.sensor);
  tables.push_back(Table::of<int16_t>("transform", cosine_transform(p.coefficients, p.bands)));
  return lowered(
      "MfccLayer", layer, [](auto& l, auto&& f) { visit(l, f); }, std::move(tables), {0},
      &device::mfcc<MfccLayer, Feature>, log_mel_sizes(p, call.sensor).scratch_bytes(p.bands));
}

Lowered lower(const BlockCall& call) {
  return call.output_type == ElementType::int8 ? lower_to<int8_t>(call) : lower_to<int16_t>(call);
}

InstructionCost cost(const BlockCall& call) {
  const auto& p = call.as<MfccParameters>();
  const double products = double{1} * p.bands * p.coefficients;
  InstructionCost cost = log_mel_cost(p, call.sensor);
  cost.alu += products * 6 + p.coefficients * 20.0, cost.multiply += products * 2, cost.load += products * 2;
  cost.store += p.coefficients, cost.branch += products;
  return cost;
}

const BlockVariant variants[] = {
#include "signal/mfcc/variants.def"
};

}  // namespace
}  // namespace mfcc

const BlockDefinition& mfcc_block() {
  static const BlockDefinition definition{MfccParameters::operator_name,
                                          [] { return Attributes(MfccParameters{}); },
                                          mfcc::check,
                                          mfcc::layout,
                                          mfcc::fine,
                                          mfcc::variants};
  return definition;
}

}  // namespace mote
