// Each step of a plan as C++ text: its layer description and its call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emit/tables.h"
#include "plan/plan.h"

namespace mote {

struct LayerText {
  std::string comment;      // layer, shapes, variant, MACs
  std::string description;  // the parameter struct, or the constant of a run-time struct
  std::string call;         // one statement within infer()
};

// One for each step, in order; the steps' tables go to `tables`.
std::vector<LayerText> layer_texts(const Plan& plan, TableSet& tables);

// "int8 1x49x10x1".
std::string described(const Tensor& tensor);

// `head`, the items (one at least) with commas between them, and `tail`, in lines of at most 120 columns that go on
// below the first item.
std::string filled_list(const std::string& head, const std::vector<std::string>& items, const std::string& tail);

}  // namespace mote
