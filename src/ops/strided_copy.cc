// Folding and lowering of strided copies.
#include "ops/strided_copy.h"

#include "base/device/strided_copy.h"
#include "ops/move.h"

namespace mote {
namespace {

using device::StridedCopyLayer;

void visit(StridedCopyLayer& l, auto&& f) {
  f("start", l.start);
  f("size_0", l.size_0), f("size_1", l.size_1), f("size_2", l.size_2), f("size_3", l.size_3), f("size_4", l.size_4);
  f("step_0", l.step_0), f("step_1", l.step_1), f("step_2", l.step_2), f("step_3", l.step_3), f("step_4", l.step_4);
}

}  // namespace

std::vector<CopyDimension> folded(const std::vector<CopyDimension>& dimensions) {
  std::vector<CopyDimension> result;
  for (const CopyDimension& next : dimensions) {
    if (next.size == 1) continue;
    if (!result.empty() && result.back().step == next.step * next.size) {
      result.back() = {result.back().size * next.size, next.step};
    } else {
      result.push_back(next);
    }
  }
  return result;
}

std::vector<int64_t> row_major_steps(const Shape& shape) {
  std::vector<int64_t> steps(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;) steps[i - 1] = steps[i] * shape[i];
  return steps;
}

Lowered lower_strided_copy(const Call& call, int64_t start, const std::vector<CopyDimension>& dimensions) {
  std::vector<CopyDimension> d = folded(dimensions);
  ensure(d.size() <= most_copy_dimensions, "a copy of {} dimensions was lowered", d.size());
  d.insert(d.begin(), most_copy_dimensions - d.size(), CopyDimension{1, 0});
  const auto size = [&](size_t i) { return static_cast<int32_t>(d[i].size); };
  const auto step = [&](size_t i) { return static_cast<int32_t>(d[i].step); };
  const StridedCopyLayer layer{static_cast<int32_t>(start),
                               size(0),
                               size(1),
                               size(2),
                               size(3),
                               size(4),
                               step(0),
                               step(1),
                               step(2),
                               step(3),
                               step(4)};
  return with_element(call.input(0).type, [&]<class Element>(Element) {
    return lowered(
        "StridedCopyLayer", layer, [](auto& l, auto&& f) { visit(l, f); }, {}, {0},
        &device::strided_copy<StridedCopyLayer, Element>);
  });
}

}  // namespace mote
