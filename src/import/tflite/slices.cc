// Parts of tensors: slices with masks become plain begins, ends and steps.
#include <algorithm>

#include "import/tflite/maps.h"
#include "ops/reshape/attributes.h"
#include "ops/split/attributes.h"
#include "ops/strided_slice/attributes.h"

namespace mote::tflite {
namespace {

struct Range {
  int64_t begin, end, step;
  int64_t count() const {
    const int64_t span = step > 0 ? end - begin : begin - end, stride = step > 0 ? step : -step;
    return span <= 0 ? 0 : (span + stride - 1) / stride;
  }
};

// Indices below 0 count from the back; masks and overlong ranges mean the whole dimension. Source: TFLite's
// StridedSlice.
Range resolved(Range given, int64_t size, bool whole_begin, bool whole_end, bool one) {
  const int64_t lowest = given.step > 0 ? 0 : -1, highest = given.step > 0 ? size : size - 1;
  const auto inside = [&](int64_t index) { return std::clamp(index < 0 ? index + size : index, lowest, highest); };
  Range range = given;
  range.begin = whole_begin ? (given.step > 0 ? 0 : size - 1) : inside(given.begin);
  range.end = whole_end ? (given.step > 0 ? size : -1) : inside(given.end);
  if (one) range.end = range.begin + 1, range.step = 1;
  return range;
}

class Slice {
 public:
  explicit Slice(const Node& node) : node_(node), in_(node.input(0).shape) {}

  void add(const Range& range, bool drop) {
    const size_t i = shape_.size();
    if (range.count() < 1 || range.begin < 0 || range.begin >= in_[i])
      node_.refuse("nothing is left of dimension {} of shape {} (begin {}, end {}, step {})", i, to_string(in_),
                   range.begin, range.end, range.step);
    attributes_.begin.push_back(static_cast<int32_t>(range.begin));
    attributes_.end.push_back(static_cast<int32_t>(range.end));
    attributes_.step.push_back(static_cast<int32_t>(range.step));
    shape_.push_back(static_cast<int32_t>(range.count()));
    if (!drop) kept_.push_back(shape_.back());
  }

  void emit() const {
    if (kept_.size() == shape_.size()) return node_.emit(attributes_, {0});
    node_.emit_twice(attributes_, {0}, shape_, ReshapeAttributes{kept_});
  }

 private:
  const Node& node_;
  const Shape in_;
  StridedSliceAttributes attributes_;
  Shape shape_, kept_;  // after slicing; without the dimensions that are dropped
};

}  // namespace

void map_strided_slice(const Node& node) {
  const Shape& in = node.input(0).shape;
  const auto& options = node.options<schema::StridedSliceOptions>();
  const std::vector<int32_t> begin = node.constant_integers(1, "begins"), end = node.constant_integers(2, "ends"),
                             step = node.constant_integers(3, "steps");
  if (begin.size() > in.size() || end.size() != begin.size() || step.size() != begin.size())
    node.refuse("{} begins, {} ends and {} steps for shape {}, expected as many, at most {}", begin.size(), end.size(),
                step.size(), to_string(in), in.size());
  if (options.ellipsis_mask() != 0 || options.new_axis_mask() != 0)
    node.refuse("its ellipsis and new-axis masks are {} and {}, which are not supported, expected 0",
                options.ellipsis_mask(), options.new_axis_mask());
  Slice slice(node);
  for (size_t i = 0; i < in.size(); ++i) {
    if (i >= begin.size()) {
      slice.add({0, in[i], 1}, false);
      continue;
    }
    if (step[i] == 0) node.refuse("step {} is 0, expected any other", i);
    const auto bit = [&](int32_t mask) { return i < 32 && (static_cast<uint32_t>(mask) >> i & 1u) != 0; };
    const int64_t last = options.offset() ? int64_t{begin[i]} + end[i] : end[i];
    const bool one = bit(options.shrink_axis_mask());
    if (one && (begin[i] < -in[i] || begin[i] >= in[i]))
      node.refuse("index {} on dimension {} of shape {}, expected {} to {}", begin[i], i, to_string(in), -in[i],
                  in[i] - 1);
    slice.add(resolved({begin[i], last, step[i]}, in[i], bit(options.begin_mask()), bit(options.end_mask()), one), one);
  }
  slice.emit();
}

// A size of -1 reaches to the end.
void map_slice(const Node& node) {
  const Shape& in = node.input(0).shape;
  const std::vector<int32_t> begin = node.constant_integers(1, "begins"), size = node.constant_integers(2, "sizes");
  if (begin.size() != in.size() || size.size() != in.size())
    node.refuse("{} begins and {} sizes for shape {}, expected {} of each", begin.size(), size.size(), to_string(in),
                in.size());
  Slice slice(node);
  for (size_t i = 0; i < in.size(); ++i) {
    const int64_t end = size[i] == -1 ? in[i] : int64_t{begin[i]} + size[i];
    if (begin[i] < 0 || end > in[i])
      node.refuse("begin {} and size {} on dimension {} of shape {} reach outside", begin[i], size[i], i,
                  to_string(in));
    slice.add({begin[i], end, 1}, false);
  }
  slice.emit();
}

void map_split(const Node& node) {
  const std::vector<int32_t> axes = node.constant_integers(0, "axis");
  if (axes.size() != 1) node.refuse("{} axes, expected one", axes.size());
  const Shape& in = node.input(1).shape;
  const int32_t axis = node.axis_of(axes[0], in.size()), parts = node.options<schema::SplitOptions>().num_splits();
  if (parts < 1) node.refuse("it splits into {} parts, expected at least 1", parts);
  if (in[axis] % parts != 0)
    node.refuse("dimension {} of shape {} does not split into {} equal parts", axis, to_string(in), parts);
  if (static_cast<size_t>(parts) != node.outputs())
    node.refuse("it splits into {} parts and has {} outputs, expected as many", parts, node.outputs());
  node.emit(SplitAttributes{axis, std::vector<int32_t>(parts, in[axis] / parts)}, {1});
}

// One size may be -1: what the others leave.
void map_split_v(const Node& node) {
  const Shape& in = node.input(0).shape;
  std::vector<int32_t> sizes = node.constant_integers(1, "sizes");
  const std::vector<int32_t> axes = node.constant_integers(2, "axis");
  if (axes.size() != 1) node.refuse("{} axes, expected one", axes.size());
  const int32_t axis = node.axis_of(axes[0], in.size());
  int64_t left = in[axis];
  for (const int32_t size : sizes) left -= size == -1 ? 0 : size;
  const auto open = std::count(sizes.begin(), sizes.end(), -1);
  if (open > 1 || left < 0 || (open == 0 && left != 0))
    node.refuse("sizes {} do not split dimension {} of shape {}", fmt::join(sizes, ","), axis, to_string(in));
  std::replace(sizes.begin(), sizes.end(), -1, static_cast<int32_t>(left));
  if (sizes.size() != node.outputs())
    node.refuse("it splits into {} parts and has {} outputs, expected as many", sizes.size(), node.outputs());
  node.emit(SplitAttributes{axis, std::move(sizes)}, {0});
}

}  // namespace mote::tflite
