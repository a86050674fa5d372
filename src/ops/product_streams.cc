// Streams of weights for hand-written products.
#include "ops/product_streams.h"

namespace mote {

namespace {

// Of one group of channels: `bias_order` their biases, the weights value by value, with `offset` added to each.
struct GroupWriter {
  const ProductWeights& product;
  int32_t channels, values, offset;
  WeightStream& stream;

  int32_t bias(int32_t channel) const {
    if (channel >= product.channels()) return 0;
    int32_t sum = product.bias[channel];
    for (int32_t i = 0; i < product.inner(); ++i) sum -= offset * product.weight(channel, i);
    return sum;
  }
  StreamFactor factor(int32_t channel) const {
    return channel < product.channels() ? product.factors[channel] : StreamFactor{};
  }
  void add_weights(int32_t first) {
    for (int32_t i = 0; i < values; ++i)
      for (int32_t c = first; c < first + channels; ++c) stream.add_byte(product.weight(c, i) + offset);
  }
  void add_multipliers_and_offsets(int32_t first) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_word(factor(c).multiplier);
    for (int32_t c = first; c < first + channels; ++c)
      stream.add_word(factor_offset(factor(c), product.output_zero_point));
  }
  void add_shifts(int32_t first) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_byte(factor(c).right_shift);
  }
};

int32_t rounded_up(int32_t value, int32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

std::vector<int8_t> signed_stream(const ProductWeights& product, int32_t channels) {
  WeightStream stream;
  GroupWriter writer{product, channels, rounded_up(product.inner(), 4), 0, stream};
  for (int32_t first = 0; first < product.channels(); first += channels) {
    for (int32_t c = first; c < first + channels; ++c) stream.add_word(writer.bias(c));
    writer.add_weights(first);
    writer.add_multipliers_and_offsets(first);
    writer.add_shifts(first);
  }
  return stream.bytes();
}

}  // namespace

std::vector<int8_t> block_stream(const ProductWeights& product) { return signed_stream(product, 4); }

std::vector<int8_t> sixteen_channel_stream(const ProductWeights& product) { return signed_stream(product, 16); }

std::vector<int8_t> eight_channel_stream(const ProductWeights& product, int32_t multiple) {
  WeightStream stream;
  GroupWriter writer{product, 8, rounded_up(product.inner(), multiple), 128, stream};
  for (int32_t first = 0; first < product.channels(); first += 8) {
    for (int32_t c : {4, 5, 6, 7, 0, 1, 2, 3}) stream.add_word(writer.bias(first + c));
    writer.add_weights(first);
    writer.add_shifts(first);
    writer.add_multipliers_and_offsets(first);
  }
  return stream.bytes();
}

}  // namespace mote
