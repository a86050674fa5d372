// A firmware that holds every kernel variant of a core with run-time layer descriptions, and runs one call a sample:
// a sample's input says which kernel, its layer, its tables and its operands; the output is the kernel's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "device/program.h"
#include "ops/operator.h"

namespace mote::kernels {

constexpr int64_t record_bytes = 1 << 16, result_bytes = 1 << 14, scratch_bytes = 1 << 16;
constexpr uint8_t untouched = 0xA5;  // what a result holds where the kernel writes nothing

// A variant with the types of its operands, for which a function is compiled.
struct Entry {
  std::string key, header, function, layer_type;
  std::vector<LayerField> fields;
  std::vector<ElementType> arguments, outputs;
  bool takes_scratch = false;
};

using Contents = std::vector<std::vector<uint8_t>>;

class VariantProgram {
 public:
  explicit VariantProgram(const Core& core) : core_(core) {}

  // The sample that makes the device run this call with this variant; nothing where it is too large for a record. Adds
  // the variant to the program where it is new.
  std::optional<std::vector<uint8_t>> add(std::string_view operator_name, const Variant& variant, const Call& call,
                                          const Contents& inputs);
  Program program() const;
  size_t variants() const { return entries_.size(); }

 private:
  const Core& core_;
  std::vector<Entry> entries_;
  std::map<std::string, uint32_t> index_;
};

// What the device writes for a sample with these outputs; the rest of its result is untouched.
std::vector<uint8_t> result_of(const Contents& outputs);

}  // namespace mote::kernels
