// Whether a compiled model fits a memory, and what to look at where it doesn't.
#include <algorithm>

#include "base/text_table.h"
#include "emit/compile.h"

namespace mote {
namespace {

constexpr size_t most_named = 5;

// "'a' (int8 1x2, 2 bytes), 'b' (...)": the first few, and how many more.
std::string listed(std::vector<std::string> items) {
  const size_t count = items.size();
  if (count > most_named) {
    items.resize(most_named);
    items.push_back(fmt::format("and {} more", count - most_named));
  }
  return fmt::format("{}", fmt::join(items, ", "));
}

std::string arena_complaint(const Plan& plan, int64_t ram_bytes) {
  std::vector<std::string> tensors;
  for (TensorId id : tensors_at_peak(plan)) {
    const Tensor& tensor = plan.graph.tensors[id];
    tensors.push_back(fmt::format("'{}' ({} {}, {} bytes)", tensor.name, name_of(tensor.type), to_string(tensor.shape),
                                  grouped(tensor.bytes())));
  }
  return fmt::format("its arena takes {} bytes of RAM, {} are there; at the peak stand {}", grouped(plan.arena_bytes),
                     grouped(ram_bytes), listed(tensors));
}

std::string weights_complaint(const Plan& plan, int64_t weight_bytes, int64_t flash_bytes) {
  std::vector<std::pair<int64_t, std::string>> layers;
  for (const Step& step : plan.steps) {
    int64_t bytes = 0;
    for (const Table& table : step.lowered.tables) bytes += static_cast<int64_t>(table.bytes.size());
    if (bytes > 0) layers.push_back({-bytes, plan.op(step).name});
  }
  std::sort(layers.begin(), layers.end());
  std::vector<std::string> texts;
  for (const auto& [negative_bytes, name] : layers)
    texts.push_back(fmt::format("'{}' ({} bytes)", name, grouped(-negative_bytes)));
  return fmt::format("its weights take {} bytes of flash, {} are there; the largest are those of {}",
                     grouped(weight_bytes), grouped(flash_bytes), listed(texts));
}

}  // namespace

void check_fits(const Compilation& compilation, int64_t flash_bytes, int64_t ram_bytes) {
  const Plan& plan = compilation.plan;
  std::vector<std::string> complaints;
  if (ram_bytes >= 0 && plan.arena_bytes > ram_bytes) complaints.push_back(arena_complaint(plan, ram_bytes));
  if (flash_bytes >= 0 && compilation.weight_bytes > flash_bytes)
    complaints.push_back(weights_complaint(plan, compilation.weight_bytes, flash_bytes));
  if (complaints.empty()) return;
  fail<BudgetError>("model '{}' is too large: {}; choose a larger board or a smaller model", plan.graph.name,
                    fmt::join(complaints, "; "));
}

}  // namespace mote
