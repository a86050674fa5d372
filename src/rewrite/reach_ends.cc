// The check of interval analysis.
#include "rewrite/reach_ends.h"

#include <algorithm>

#include "rewrite/edit.h"
#include "rewrite/weighted_sums.h"

namespace mote {
namespace {

// One operator alone, its kernel, and the claims about it.
class Trial {
 public:
  Trial(const Graph& graph, const Operator& op, const std::vector<ChannelRanges>& ranges, const WeightedSums& sums)
      : op_(op),
        sums_(sums),
        input_(graph.tensors[op.inputs[0]]),
        output_(graph.tensors[op.outputs[0]]),
        inputs_(ranges[op.inputs[0]]),
        claims_(ranges[op.outputs[0]]),
        executor_(graph_of(graph, op)),
        height_(window_height(call_of(graph, op))),
        width_(window_width(call_of(graph, op))) {}

  void run(EndsReached& result) {
    // The channels of a depthwise operator read different inputs: those of one remainder reach their ends together.
    const int32_t step = sums_.depthwise ? sums_.outputs / sums_.inputs : sums_.outputs;
    for (int32_t first = 0; first < step; ++first) {
      std::vector<Interval> reached(sums_.outputs, Interval{INT8_MAX, INT8_MIN});
      for (const bool highest : {false, true})
        for (const TapSpan& rows : sums_.rows)
          for (const TapSpan& columns : sums_.columns) {
            try_window(first, step, highest, rows, columns, reached, result);
          }
      for (int32_t o = first; o < sums_.outputs; o += step) judge(o, reached[o], result);
    }
  }

 private:
  // Makes the sums of outputs first, first + step, ... an end where the window stands at these rows and columns.
  void try_window(int32_t first, int32_t step, bool highest, const TapSpan& rows, const TapSpan& columns,
                  std::vector<Interval>& reached, EndsReached& result) {
    Bytes values(input_.bytes());
    for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<uint8_t>(inputs_[i % inputs_.size()].max);
    for (int32_t o = first; o < sums_.outputs; o += step)
      for (int32_t y = rows.first; y < rows.end; ++y)
        for (int32_t x = columns.first; x < columns.end; ++x)
          set_tap(values, o, highest, y, x, place(height_, rows.step, y), place(width_, columns.step, x));
    const Bytes outputs = executor_.run(std::vector<Bytes>{values})[0];
    ++result.inputs;
    const int64_t wide = height_ ? output_.shape[2] : 1;
    for (int32_t o = first; o < sums_.outputs; o += step) {
      const auto value = static_cast<int8_t>(outputs[(rows.step * wide + columns.step) * sums_.outputs + o]);
      reached[o] = {std::min<int32_t>(reached[o].min, value), std::max<int32_t>(reached[o].max, value)};
    }
    const int64_t element = outside(claims_, outputs);
    if (element >= 0)
      miss(static_cast<int32_t>(element % sums_.outputs), static_cast<int8_t>(outputs[element]), result);
  }

  static int32_t place(const std::optional<WindowAxis>& axis, int32_t step, int32_t tap) {
    return axis ? step * axis->stride - axis->pad_before + tap * axis->dilation : 0;
  }

  void set_tap(Bytes& values, int32_t o, bool highest, int32_t y, int32_t x, int32_t row, int32_t column) {
    const int64_t wide = height_ ? input_.shape[2] : 1;
    const int64_t at = (row * wide + column) * sums_.inputs + sums_.first_channel(o);
    for (int32_t c = 0; c < sums_.channels; ++c) {
      const Interval& interval = inputs_[(at + c) % inputs_.size()];
      const bool rises = sums_.weight(o, y * sums_.kernel_width + x, c) > 0;
      values[at + c] = static_cast<uint8_t>(rises == highest ? interval.max : interval.min);
    }
  }

  void judge(int32_t o, const Interval& reached, EndsReached& result) {
    result.ends += 2;
    if (reached.min != claims_[o].min) miss(o, reached.min, result);
    if (reached.max != claims_[o].max) miss(o, reached.max, result);
  }

  void miss(int32_t channel, int32_t value, EndsReached& result) {
    if (result.missed++ > 0) return;
    const Interval& claim = claims_[channel];
    result.first_miss =
        fmt::format("{} '{}': channel {} of '{}' comes to {}, claimed {} to {}", op_.attributes.operator_name(),
                    op_.name, channel, output_.name, value, claim.min, claim.max);
  }

  const Operator& op_;
  const WeightedSums& sums_;
  const Tensor &input_, &output_;
  const ChannelRanges &inputs_, &claims_;
  Executor executor_;
  std::optional<WindowAxis> height_, width_;
};

}  // namespace

EndsReached reach_ends(const Graph& graph, const std::vector<ChannelRanges>& ranges) {
  EndsReached result;
  for (const Operator& op : graph.operators)
    if (const auto sums = weighted_sums(graph, op)) Trial(graph, op, ranges, *sums).run(result);
  return result;
}

int64_t outside(const ChannelRanges& ranges, const Bytes& values) {
  for (size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<int8_t>(values[i]);
    const Interval& interval = ranges[i % ranges.size()];
    if (value < interval.min || value > interval.max) return static_cast<int64_t>(i);
  }
  return -1;
}

}  // namespace mote
