// Control flow between subgraphs: every call must reach a subgraph, and none may come back to where it started.
#include "base/error.h"
#include "import/tflite/model.h"

namespace mote::tflite {
namespace {

std::vector<int32_t> called_by(const schema::Operator& op) {
  if (const auto* branches = op.builtin_options_as_IfOptions())
    return {branches->then_subgraph_index(), branches->else_subgraph_index()};
  if (const auto* loop = op.builtin_options_as_WhileOptions())
    return {loop->cond_subgraph_index(), loop->body_subgraph_index()};
  if (const auto* once = op.builtin_options_as_CallOnceOptions()) return {once->init_subgraph_index()};
  return {};
}

// For each subgraph, those that it calls.
std::vector<std::vector<int32_t>> checked_calls(const schema::Model& model) {
  const auto count = static_cast<int32_t>(model.subgraphs()->size());
  std::vector<std::vector<int32_t>> calls(count);
  for (int32_t caller = 0; caller < count; ++caller) {
    const schema::SubGraph* subgraph = model.subgraphs()->Get(caller);
    for (size_t i = 0; i < count_of(subgraph->operators()); ++i) {
      const schema::Operator* op = subgraph->operators()->Get(i);
      for (const int32_t callee : called_by(*op)) {
        const std::string place = fmt::format("{} at operator {} of subgraph {}", code_name(model, *op), i, caller);
        if (callee < 0 || callee >= count) fail("{} calls subgraph {}, expected 0 to {}", place, callee, count - 1);
        if (callee == caller) fail("{} calls the subgraph that holds it", place);
        calls[caller].push_back(callee);
      }
    }
  }
  return calls;
}

}  // namespace

void check_calls(const schema::Model& model) {
  const std::vector<std::vector<int32_t>> calls = checked_calls(model);
  std::vector<int32_t> callers(calls.size(), 0), free;
  for (const auto& called : calls)
    for (const int32_t callee : called) ++callers[callee];
  for (size_t i = 0; i < calls.size(); ++i)
    if (callers[i] == 0) free.push_back(static_cast<int32_t>(i));
  // Take away subgraphs that nobody (left) calls; those that stay call each other in a circle, or are called from one.
  for (size_t next = 0; next < free.size(); ++next)
    for (const int32_t callee : calls[free[next]])
      if (--callers[callee] == 0) free.push_back(callee);
  if (free.size() == calls.size()) return;
  std::vector<size_t> circle;
  for (size_t i = 0; i < calls.size() && circle.size() < 8; ++i)
    if (callers[i] > 0) circle.push_back(i);
  fail("subgraphs {} call each other without end", fmt::join(circle, " and "));
}

}  // namespace mote::tflite
