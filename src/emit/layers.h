// Each step of a plan as C++ text: its layer description and its call.
#pragma once

#include <map>
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

// The layer as C++ under `name`, its tables by the names they have among the emitted ones. A type of constants lets the
// compiler fold them into the kernel; a constant of the kernel's own struct (favouring flash) lets layers of one kind
// share its code. layer_value() is what a call passes.
std::string layer_description(const Lowered& lowered, const std::string& name,
                              const std::map<std::string, std::string>& table_names, Favor favor);
std::string layer_value(const std::string& name, Favor favor);

// "int8 1x49x10x1".
std::string described(const Tensor& tensor);

// `head`, the items (one at least) with commas between them, and `tail`, in lines of at most 120 columns that go on
// below the first item.
std::string filled_list(const std::string& head, const std::vector<std::string>& items, const std::string& tail);

}  // namespace mote
