// FlatBuffers' verifier says only that a file is broken. This walks the same bytes, trusting none, to say where.
#include <optional>

#include "base/error.h"
#include "import/tflite/model.h"

namespace mote::tflite {
namespace {

class Walker {
 public:
  explicit Walker(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  std::string fault() {
    const uint64_t root = read<uint32_t>(0);
    if (!readable(root, 4)) return fmt::format("the root offset {} points past the end of the {}", root, size());
    if (const auto found = table_fault(root, "the root table")) return *found;
    if (const auto found = list_fault(root, 1, 4, "the list of operator codes")) return *found;
    if (const auto found = list_fault(root, 2, 4, "the list of subgraphs")) return *found;
    if (const auto found = list_fault(root, 4, 4, "the list of buffers")) return *found;
    if (const auto found = subgraph_faults(root)) return *found;
    if (const auto found = buffer_faults(root)) return *found;
    return fmt::format("an offset or a length within its {} is wrong", size());
  }

 private:
  using Fault = std::optional<std::string>;

  struct List {
    uint64_t start;  // of the first element
    uint64_t count;
  };

  std::string size() const { return fmt::format("{} bytes", bytes_.size()); }
  bool readable(uint64_t position, uint64_t count) const {
    return position <= bytes_.size() && count <= bytes_.size() - position;
  }
  template <class T>
  T read(uint64_t position) const {
    T value{};
    if (readable(position, sizeof(T))) std::memcpy(&value, bytes_.data() + position, sizeof(T));
    return value;
  }

  uint64_t vtable(uint64_t table) const { return table - static_cast<int64_t>(read<int32_t>(table)); }

  Fault table_fault(uint64_t table, const std::string& what) const {
    if (!readable(table, 4)) return fmt::format("{} lies past the end of the {}", what, size());
    if (!readable(vtable(table), 4) || !readable(vtable(table), read<uint16_t>(vtable(table))))
      return fmt::format("{} points to a vtable outside the file", what);
    return std::nullopt;
  }

  // Where the offset in field `index` of a sound table leads; 0: the field is absent.
  uint64_t field(uint64_t table, int index) const {
    const uint64_t entry = 4 + 2 * static_cast<uint64_t>(index);
    if (entry + 2 > read<uint16_t>(vtable(table))) return 0;
    const auto offset = read<uint16_t>(vtable(table) + entry);
    return offset == 0 ? 0 : table + offset + read<uint32_t>(table + offset);
  }

  List list(uint64_t table, int index) const {
    const uint64_t position = field(table, index);
    return {position + 4, position == 0 ? 0 : read<uint32_t>(position)};
  }

  Fault list_fault(uint64_t table, int index, uint64_t element_bytes, const std::string& what) const {
    const uint64_t position = field(table, index);
    if (position == 0) return std::nullopt;
    if (!readable(position, 4)) return fmt::format("{} lies past the end of the {}", what, size());
    const uint64_t count = read<uint32_t>(position);
    if (!readable(position + 4, count * element_bytes))
      return fmt::format("{} claims {} {}, more than the file's {} hold", what, count,
                         element_bytes == 1 ? "bytes" : "entries", size());
    return std::nullopt;
  }

  uint64_t element(const List& list, uint64_t i) const {
    return list.start + 4 * i + read<uint32_t>(list.start + 4 * i);
  }

  Fault subgraph_faults(uint64_t root) const {
    static constexpr std::string_view lists[] = {"tensors", "inputs", "outputs", "operators"};
    const List subgraphs = list(root, 2);
    for (uint64_t i = 0; i < subgraphs.count; ++i) {
      const uint64_t subgraph = element(subgraphs, i);
      if (auto found = table_fault(subgraph, fmt::format("subgraph {}", i))) return found;
      for (int k = 0; k < 4; ++k)
        if (auto found = list_fault(subgraph, k, 4, fmt::format("the list of {} of subgraph {}", lists[k], i)))
          return found;
      for (const int k : {0, 3})
        if (auto found = element_faults(list(subgraph, k), k == 0 ? "tensor" : "operator")) return found;
    }
    return std::nullopt;
  }

  Fault element_faults(const List& tables, const std::string& what) const {
    for (uint64_t i = 0; i < tables.count; ++i)
      if (auto found = table_fault(element(tables, i), fmt::format("{} {}", what, i))) return found;
    return std::nullopt;
  }

  Fault buffer_faults(uint64_t root) const {
    const List buffers = list(root, 4);
    for (uint64_t i = 0; i < buffers.count; ++i) {
      const uint64_t buffer = element(buffers, i);
      if (auto found = table_fault(buffer, fmt::format("buffer {}", i))) return found;
      if (auto found = list_fault(buffer, 0, 1, fmt::format("buffer {}", i))) return found;
    }
    return std::nullopt;
  }

  std::span<const uint8_t> bytes_;
};

}  // namespace

std::string name_damage(std::span<const uint8_t> bytes) { return Walker(bytes).fault(); }

}  // namespace mote::tflite
