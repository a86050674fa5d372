// Views from reshapes, slices and concatenations.
#include "plan/views.h"

#include <algorithm>

#include "ops/concatenate/attributes.h"
#include "ops/strided_slice/attributes.h"
#include "plan/arena.h"

namespace mote {
namespace {

// How many bytes before the slice's first value; nothing where its values are not consecutive.
std::optional<int64_t> slice_offset(const Tensor& input, const Tensor& output, const StridedSliceAttributes& a) {
  int64_t offset = 0, step = static_cast<int64_t>(byte_size(input.type));
  bool whole = true;  // every dimension further in
  for (size_t i = input.shape.size(); i-- > 0; step *= input.shape[i]) {
    if (output.shape[i] > 1 && (!whole || a.step[i] != 1)) return std::nullopt;
    offset += a.begin[i] * step;
    whole = whole && output.shape[i] == input.shape[i];
  }
  return offset;
}

class Viewer {
 public:
  explicit Viewer(const Graph& graph) : graph_(graph) {
    for (size_t id = 0; id < graph.tensors.size(); ++id) views_.push_back({static_cast<TensorId>(id), 0});
    made_.assign(graph.tensors.size(), false);
    for (const Operator& op : graph.operators) {
      const bool joins = op.attributes.get_if<ConcatenateAttributes>() != nullptr;
      makes_no_step_.push_back(joins ? join(op) : cut(op));
      for (TensorId id : op.outputs) made_[id] = true;
    }
  }

  Views views() const {
    Views result{{}, makes_no_step_};
    for (const View& view : views_) result.tensors.push_back(resolve(view));
    return result;
  }

 private:
  View resolve(View view) const {
    while (views_[view.root].root != view.root) {
      view.offset += views_[view.root].offset;
      view.root = views_[view.root].root;
    }
    return view;
  }

  // The output of a reshape or slice stands within its input.
  bool cut(const Operator& op) {
    if (op.inputs.empty() || op.inputs[0] == absent_tensor || op.outputs.size() != 1) return false;
    const Tensor &input = graph_.tensors[op.inputs[0]], &output = graph_.tensors[op.outputs[0]];
    if (input.constant()) return false;
    std::optional<int64_t> offset;
    if (op.attributes.operator_name() == "reshape" && input.bytes() == output.bytes()) offset = 0;
    if (const auto* slice = op.attributes.get_if<StridedSliceAttributes>())
      offset = slice_offset(input, output, *slice);
    if (!offset || *offset % block_alignment != 0) return false;
    views_[op.outputs[0]] = {op.inputs[0], *offset};
    return true;
  }

  // The inputs of a concatenation stand within its output, where each is computed and stands nowhere else yet.
  bool join(const Operator& op) {
    const Tensor& output = graph_.tensors[op.outputs[0]];
    const int32_t axis = op.attributes.get<ConcatenateAttributes>().axis;
    for (int32_t i = 0; i < axis; ++i)
      if (output.shape[i] != 1) return false;
    std::vector<View> parts;
    int64_t offset = 0;
    for (size_t i = 0; i < op.inputs.size(); ++i) {
      const TensorId id = op.inputs[i];
      const bool again = std::count(op.inputs.begin(), op.inputs.end(), id) > 1;
      if (again || !made_[id] || views_[id].root != id || offset % block_alignment != 0) return false;
      parts.push_back({op.outputs[0], offset});
      offset += graph_.tensors[id].bytes();
    }
    for (size_t i = 0; i < parts.size(); ++i) views_[op.inputs[i]] = parts[i];
    return true;
  }

  const Graph& graph_;
  std::vector<View> views_;
  std::vector<bool> makes_no_step_;
  std::vector<bool> made_;  // by an operator
};

}  // namespace

Views views_of(const Graph& graph) { return Viewer(graph).views(); }

}  // namespace mote
