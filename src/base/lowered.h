// Lowered: an operator or a signal block made ready for one kernel. It holds the layer description (numbers and tables by name) for the
// emitter to print, and runs the same kernel source on the host with the same numbers.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/tensor.h"

namespace mote {

// A constant array that the kernel reads: repacked weights, biases with zero points folded in, multipliers.
struct Table {
  std::string name;  // the field of the layer that points to it
  ElementType type;
  std::vector<uint8_t> bytes;
  int alignment = 4;  // bytes

  template <class T>
  static Table of(std::string name, std::span<const T> values, int alignment = 4) {
    Table table{std::move(name), element_type_of<T>(), std::vector<uint8_t>(values.size_bytes()), alignment};
    std::memcpy(table.bytes.data(), values.data(), values.size_bytes());
    return table;
  }
};

// One member of the layer struct, as C++ text: {"int32_t", "stride_height", "2"}; a table's value is empty.
struct LayerField {
  std::string type, name, value;
  bool is_table = false;
};

// Instructions of one execution by class, as a kernel's author counts them; target/ makes cycles of them.
struct InstructionCost {
  double alu = 0, multiply = 0, load = 0, store = 0, branch = 0;
  double total() const { return alu + multiply + load + store + branch; }
};

struct Lowered {
  std::string layer_type;           // the run-time struct: "Conv2dInt8Layer"
  std::vector<LayerField> fields;   // in the struct's order
  std::vector<Table> tables;
  std::vector<int> arguments;       // the call's inputs that the kernel takes as pointers, in order
  int64_t scratch_bytes = 0;
  bool takes_scratch = false;       // the kernel's last parameter is a void* to scratch
  // Pointers: the arguments, then the outputs, then scratch if takes_scratch.
  std::function<void(std::span<void* const>)> run;
};

namespace lowered_detail {

inline std::string text_of(int32_t v) { return v == INT32_MIN ? "INT32_MIN" : fmt::format("{}", v); }
inline std::string text_of(bool v) { return v ? "true" : "false"; }
std::string text_of(float v);  // nine digits, which read back to the same float

template <class T> constexpr std::string_view type_text();
template <> constexpr std::string_view type_text<int32_t>() { return "int32_t"; }
template <> constexpr std::string_view type_text<bool>() { return "bool"; }
template <> constexpr std::string_view type_text<float>() { return "float"; }
template <> constexpr std::string_view type_text<const int8_t*>() { return "const int8_t*"; }
template <> constexpr std::string_view type_text<const uint8_t*>() { return "const uint8_t*"; }
template <> constexpr std::string_view type_text<const int16_t*>() { return "const int16_t*"; }
template <> constexpr std::string_view type_text<const int32_t*>() { return "const int32_t*"; }
template <> constexpr std::string_view type_text<const float*>() { return "const float*"; }

}  // namespace lowered_detail

// Makes a Lowered of a filled layer struct, its tables and a kernel. `visit(layer, f)` must call f(name, member) for
// every member in order; members are int32_t, bool, float or pointers to const tables, and a pointer's name is its
// table's (a table that is not in `tables` stays null).
//   lowered("Conv2dInt8Layer", layer, visit, std::move(tables), {0}, &device::conv2d_int8<device::Conv2dInt8Layer>)
template <class Layer, class Visit, class... Pointers>
Lowered lowered(std::string layer_type, Layer layer, Visit visit, std::vector<Table> tables, std::vector<int> arguments,
                void (*kernel)(const Layer&, Pointers...), int64_t scratch_bytes = 0) {
  Lowered result{std::move(layer_type), {}, {}, std::move(arguments), scratch_bytes, false, {}};
  auto shared_tables = std::make_shared<std::vector<Table>>(std::move(tables));
  visit(layer, [&](std::string_view name, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    LayerField field{std::string(lowered_detail::type_text<Member>()), std::string(name), "", std::is_pointer_v<Member>};
    if constexpr (std::is_pointer_v<Member>) {
      member = nullptr;
      for (const Table& table : *shared_tables)
        if (table.name == name) member = reinterpret_cast<Member>(table.bytes.data());
      if (member == nullptr) field.value = "nullptr";
    } else {
      field.value = lowered_detail::text_of(member);
    }
    result.fields.push_back(std::move(field));
  });
  result.tables = *shared_tables;
  constexpr size_t count = sizeof...(Pointers);
  using Last = std::tuple_element_t<count - 1, std::tuple<Pointers...>>;
  result.takes_scratch = std::is_same_v<Last, void*>;
  result.run = [shared_tables, layer, kernel, count](std::span<void* const> pointers) {
    ensure(pointers.size() == count, "a kernel of {} pointers was given {}", count, pointers.size());
    [&]<size_t... index>(std::index_sequence<index...>) {
      kernel(layer, static_cast<Pointers>(pointers[index])...);
    }(std::make_index_sequence<count>());
  };
  return result;
}

}  // namespace mote
