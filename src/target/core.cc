// The list of cores and look-up by name. CMake makes core_list.inc of the files in target/cores/.
#include "target/core.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "base/error.h"

namespace mote {

#define CORE(name) const Core& name##_core();
#include "core_list.inc"
#undef CORE

bool Core::has(CoreFeature feature) const {
  return feature == CoreFeature::none || std::find(features.begin(), features.end(), feature) != features.end();
}

std::span<const MixField> mix_fields() {
  using M = InstructionMix;
  static constexpr MixField fields[] = {{"total", &M::total},
                                        {"alu", &M::alu, true},
                                        {"multiply", &M::multiply, true},
                                        {"multiply_accumulate", &M::multiply_accumulate, true},
                                        {"multiply_long", &M::multiply_long, true},
                                        {"divide", &M::divide, true},
                                        {"load", &M::load, true},
                                        {"store", &M::store, true},
                                        {"load_pipelined", &M::load_pipelined},
                                        {"store_indexed", &M::store_indexed},
                                        {"load_use", &M::load_use},
                                        {"late_use", &M::late_use},
                                        {"narrow_pair", &M::narrow_pair},
                                        {"dual_pair", &M::dual_pair},
                                        {"dual_wait", &M::dual_wait},
                                        {"load_store_multiple", &M::load_store_multiple, true},
                                        {"registers_moved", &M::registers_moved},
                                        {"branch", &M::branch, true},
                                        {"branch_taken", &M::branch_taken},
                                        {"vector_arithmetic", &M::vector_arithmetic, true},
                                        {"vector_memory", &M::vector_memory, true},
                                        {"vector_wait", &M::vector_wait},
                                        {"float_arithmetic", &M::float_arithmetic, true},
                                        {"float_divide", &M::float_divide, true}};
  return fields;
}

InstructionMix& InstructionMix::operator+=(const InstructionMix& other) {
  for (const MixField& field : mix_fields()) this->*field.member += other.*field.member;
  return *this;
}

std::span<const Core* const> cores() {
  static const std::vector<const Core*> all = [] {
    std::vector<const Core*> list = {
#define CORE(name) &name##_core(),
#include "core_list.inc"
#undef CORE
    };
    std::stable_partition(list.begin(), list.end(), [](const Core* core) { return core->is_host(); });
    return list;
  }();
  return all;
}

const Core& core_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Core* core : cores()) {
    if (core->name == name) return *core;
    names.push_back(core->name);
  }
  fail<UsageError>("target '{}' is unknown, expected one of {}", name, fmt::join(names, ", "));
}

}  // namespace mote
