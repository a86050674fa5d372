// Conversion of samples to a model's input.
#include "evaluate/feed.h"

#include <algorithm>

#include "base/error.h"

namespace mote {
namespace {

std::string shape_text(const std::vector<int64_t>& shape) { return fmt::format("{}", fmt::join(shape, "x")); }

int64_t product(std::span<const int64_t> sizes) {
  int64_t result = 1;
  for (int64_t size : sizes) result *= size;
  return result;
}

template <class From, class To, class Convert>
Array convert(const Array& from, Convert&& one) {
  const std::vector<From> values = from.values<From>();
  std::vector<To> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(), one);
  return Array::of<To>(from.shape, result);
}

Array to_float(const Array& samples, double scale) {
  const auto scaled = [scale](auto v) { return static_cast<float>(static_cast<double>(v) * scale); };
  switch (samples.type) {
    case ElementType::uint8:
      return convert<uint8_t, float>(samples, scaled);
    case ElementType::int8:
      return convert<int8_t, float>(samples, scaled);
    case ElementType::int16:
      return convert<int16_t, float>(samples, scaled);
    case ElementType::int32:
      return convert<int32_t, float>(samples, scaled);
    case ElementType::float32:
      return convert<float, float>(samples, scaled);
    default:
      fail("samples of {} can't feed a float32 input", name_of(samples.type));
  }
}

Array with_type(const Tensor& input, const Array& samples, double scale) {
  if (input.type == ElementType::float32) return to_float(samples, scale);
  if (samples.type == input.type) return samples;
  if (samples.type == ElementType::uint8 && input.type == ElementType::int8)
    return convert<uint8_t, int8_t>(samples, [](uint8_t v) { return static_cast<int8_t>(v - 128); });
  fail("samples are {}, the model's input '{}' is {}{}", name_of(samples.type), input.name, name_of(input.type),
       input.type == ElementType::int8 ? " (uint8 is taken, too)" : "");
}

// Copies the windows of each sample one after the other.
Array cut_windows(const Array& samples, int64_t count, int64_t windows, int64_t window_bytes, int64_t stride_bytes) {
  Array result{samples.type, {count * windows}, {}};
  result.bytes.reserve(static_cast<size_t>(count * windows * window_bytes));
  const int64_t sample_bytes = static_cast<int64_t>(samples.bytes.size()) / std::max<int64_t>(count, 1);
  for (int64_t i = 0; i < count * windows; ++i) {
    const auto start = samples.bytes.begin() + (i / windows) * sample_bytes + (i % windows) * stride_bytes;
    result.bytes.insert(result.bytes.end(), start, start + window_bytes);
  }
  return result;
}

// The same bytes as [count, the input's shape without a batch axis of 1].
Array shaped(Array array, const Tensor& input, int64_t count) {
  const bool batch_of_one = !input.shape.empty() && input.shape[0] == 1;
  array.shape = {count};
  array.shape.insert(array.shape.end(), input.shape.begin() + (batch_of_one ? 1 : 0), input.shape.end());
  return array;
}

}  // namespace

Feed feed(const Tensor& input, const Array& samples, const FeedOptions& options) {
  if (samples.shape.empty()) fail("the input is a single number, expected an array whose first axis counts samples");
  const Array typed = with_type(input, samples, options.input_scale);
  const int64_t count = typed.shape[0];
  if (options.window == 0) {
    if (count == 0 || product(std::span(typed.shape).subspan(1)) != input.elements())
      fail("the input has shape {}, expected [samples] and then {}", shape_text(samples.shape), to_string(input.shape));
    return {shaped(typed, input, count), count, 1};
  }
  if (typed.shape.size() < 3)
    fail("the input has shape {}, windows need [samples, frames, values]", shape_text(samples.shape));
  if (options.window < 0 || options.stride < 1) fail<UsageError>("window and stride are at least 1");
  const int64_t frames = typed.shape[1], frame = product(std::span(typed.shape).subspan(2));
  if (options.window > frames || options.window * frame != input.elements())
    fail("a window of {} frames of {} values does not fill the model's input of {} (samples have {} frames)",
         options.window, frame, to_string(input.shape), frames);
  const int64_t windows = (frames - options.window) / options.stride + 1;
  const int64_t frame_bytes = frame * static_cast<int64_t>(byte_size(typed.type));
  Array cut = cut_windows(typed, count, windows, options.window * frame_bytes, options.stride * frame_bytes);
  return {shaped(std::move(cut), input, count * windows), count, windows};
}

std::vector<float> real_values(const Tensor& tensor, const Array& values) {
  if (tensor.type == ElementType::float32) return values.values<float>();
  const float scale = tensor.quantization.present() ? tensor.quantization.scale() : 1;
  const int32_t zero = tensor.quantization.present() ? tensor.quantization.zero_point() : 0;
  Array real = to_float(values, 1);
  std::vector<float> result = real.values<float>();
  for (float& v : result) v = (v - static_cast<float>(zero)) * scale;
  return result;
}

}  // namespace mote
