// Interval analysis. Sums of weights are bounded term by term, window by window at the borders; requantization is
// monotonic and maps their ends exactly. Operators that are monotonic in each element are run, as they are, on the
// lowest and on the highest elements.
#include "rewrite/ranges.h"

#include <algorithm>

#include "rewrite/edit.h"
#include "rewrite/weighted_sums.h"

namespace mote {
namespace {

// Rising in every input, but for sub's second; mul is monotonic in each of its inputs while the other stands still.
constexpr std::string_view monotonic[] = {
    "add",  "sub",     "mul", "average_pool2d", "max_pool2d",    "mean",   "clamp",       "quantize", "logistic",
    "tanh", "reshape", "pad", "transpose",      "strided_slice", "gather", "concatenate", "split"};
constexpr double most_factor = 1 << 14;  // up to it no kernel's 32 bits wrap

bool is_int8(const Tensor& tensor) { return tensor.type == ElementType::int8; }

// From steps of the inputs to steps of the output.
double scale_factor(const Graph& graph, const Operator& op) {
  const bool product = op.attributes.operator_name() == "mul";
  double factor = product ? 1 : 0;
  for (const TensorId id : op.inputs) {
    const Quantization& in = graph.tensors[id].quantization;
    if (in.present()) factor = product ? factor * in.scale() : std::max<double>(factor, in.scale());
  }
  const Quantization& out = graph.tensors[op.outputs[0]].quantization;
  return out.present() ? factor / out.scale() : 0;
}

bool runs_on_ends(const Graph& graph, const Operator& op) {
  if (std::find(std::begin(monotonic), std::end(monotonic), op.attributes.operator_name()) == std::end(monotonic))
    return false;
  const auto known = [&](TensorId id) { return graph.tensors[id].constant() || is_int8(graph.tensors[id]); };
  return std::all_of(op.inputs.begin(), op.inputs.end(), known) && scale_factor(graph, op) <= most_factor;
}

Bytes filled(const Tensor& tensor, const ChannelRanges& ranges, bool highest) {
  Bytes bytes(tensor.bytes());
  for (size_t i = 0; i < bytes.size(); ++i) {
    const Interval& interval = ranges[i % ranges.size()];
    bytes[i] = static_cast<uint8_t>(highest ? interval.max : interval.min);
  }
  return bytes;
}

// Takes a run's elements into the intervals; the first run makes them.
void widen(ChannelRanges& ranges, const Bytes& bytes, bool first) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto value = static_cast<int8_t>(bytes[i]);
    Interval& interval = ranges[i % ranges.size()];
    if (first && i < ranges.size()) interval = {value, value};
    interval = {std::min<int32_t>(interval.min, value), std::max<int32_t>(interval.max, value)};
  }
}

// Runs the operator with the first input at one end and the others at one end, in all four ways: more than a rising
// operator needs, and what mul and sub need.
void run_on_ends(const Graph& graph, const Operator& op, std::vector<ChannelRanges>& ranges) {
  for (int ends = 0; ends < 4; ++ends) {
    std::vector<Bytes> inputs;
    for (const TensorId id : op.inputs)
      if (!graph.tensors[id].constant())
        inputs.push_back(filled(graph.tensors[id], ranges[id], inputs.empty() ? ends & 1 : ends & 2));
    if (inputs.size() < 2 && ends > 1) return;
    const std::vector<Bytes> outputs = run_alone(graph, op, inputs);
    for (size_t k = 0; k < outputs.size(); ++k)
      if (is_int8(graph.tensors[op.outputs[k]])) widen(ranges[op.outputs[k]], outputs[k], ends == 0);
  }
}

struct Sum {
  int64_t min, max;
};

// The least and the greatest sum of an output where the window stands so.
Sum sum_of(const WeightedSums& sums, const ChannelRanges& inputs, int32_t output, const TapSpan& rows,
           const TapSpan& columns) {
  Sum sum{sums.bias[output], sums.bias[output]};
  const int32_t first = sums.first_channel(output);
  for (int32_t y = rows.first; y < rows.end; ++y) {
    for (int32_t x = columns.first; x < columns.end; ++x) {
      for (int32_t c = 0; c < sums.channels; ++c) {
        const int32_t weight = sums.weight(output, y * sums.kernel_width + x, c);
        const Interval& input = inputs[first + c];
        const int32_t a = weight * (input.min - sums.input_zero_point);
        const int32_t b = weight * (input.max - sums.input_zero_point);
        sum.min += std::min(a, b), sum.max += std::max(a, b);
      }
    }
  }
  return sum;
}

Interval interval_of(const WeightedSums& sums, const ChannelRanges& inputs, int32_t output) {
  const Interval whole{sums.range.min, sums.range.max};
  Interval interval{INT8_MAX, INT8_MIN};
  for (const TapSpan& rows : sums.rows) {
    for (const TapSpan& columns : sums.columns) {
      const Sum sum = sum_of(sums, inputs, output, rows, columns);
      const auto low = sums.requantized(sum.min, output), high = sums.requantized(sum.max, output);
      if (!low || !high) return whole;
      interval = {std::min(interval.min, *low), std::max(interval.max, *high)};
    }
  }
  return interval;
}

ChannelRanges ranges_of_constant(const Tensor& tensor) {
  ChannelRanges ranges(channel_count(tensor));
  widen(ranges, tensor.data, true);
  return ranges;
}

}  // namespace

int32_t channel_count(const Tensor& tensor) { return tensor.shape.empty() ? 1 : tensor.shape.back(); }

ChannelRanges in_rows_of(const ChannelRanges& ranges, int64_t elements, int64_t channels) {
  ChannelRanges result(channels, Interval{INT8_MAX, INT8_MIN});
  for (int64_t i = 0; i < elements; ++i) {
    Interval& interval = result[i % channels];
    const Interval& next = ranges[i % ranges.size()];
    interval = {std::min(interval.min, next.min), std::max(interval.max, next.max)};
  }
  return result;
}

std::vector<ChannelRanges> channel_ranges(const Graph& graph) {
  std::vector<ChannelRanges> ranges(graph.tensors.size());
  for (size_t id = 0; id < ranges.size(); ++id) {
    const Tensor& tensor = graph.tensors[id];
    if (is_int8(tensor))
      ranges[id] = tensor.constant() ? ranges_of_constant(tensor) : ChannelRanges(channel_count(tensor));
  }
  for (const Operator& op : graph.operators) {
    if (runs_on_ends(graph, op)) {
      run_on_ends(graph, op, ranges);
    } else if (const auto sums = weighted_sums(graph, op)) {
      const ChannelRanges inputs =
          in_rows_of(ranges[op.inputs[0]], graph.tensors[op.inputs[0]].elements(), sums->inputs);
      for (int32_t o = 0; o < sums->outputs; ++o) ranges[op.outputs[0]][o] = interval_of(*sums, inputs, o);
    }
  }
  return ranges;
}

}  // namespace mote
