// Runs one kernel variant on the host for tests, in memory with guards around it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "ops/operator.h"

namespace mote {

// Memory aligned to 16 with guards around it, as the arena gives it.
class GuardedBlock {
 public:
  static constexpr size_t guard_bytes = 64;
  static constexpr uint8_t guard_value = 0xA5;

  explicit GuardedBlock(const std::vector<uint8_t>& content) : size_(content.size()) {
    memory_.assign((content.size() + 2 * guard_bytes + 15) / 16, Line{});
    std::fill_n(raw(), memory_.size() * 16, guard_value);
    std::copy(content.begin(), content.end(), begin());
  }
  uint8_t* begin() { return raw() + guard_bytes; }
  std::vector<uint8_t> content() { return {begin(), begin() + size_}; }
  bool guards_hold() {
    return std::all_of(raw(), begin(), [](uint8_t b) { return b == guard_value; }) &&
           std::all_of(begin() + size_, raw() + memory_.size() * 16, [](uint8_t b) { return b == guard_value; });
  }

 private:
  struct alignas(16) Line {
    uint8_t bytes[16];
  };
  uint8_t* raw() { return memory_.data()->bytes; }
  std::vector<Line> memory_;
  size_t size_;
};

using Contents = std::vector<std::vector<uint8_t>>;

// Where the only output lies among the inputs' memory: so many bytes after the beginning of one of them.
struct SharedMemory {
  int input;
  int64_t output_after_input;
};

// Runs a variant on `inputs` (one for each input that is there) and returns the outputs.
inline Contents run_variant(const Variant& variant, const Call& call, const Contents& inputs,
                            std::optional<SharedMemory> shared = {}) {
  const Lowered lowered = variant.lower(call);
  std::vector<GuardedBlock> blocks;
  blocks.reserve(call.inputs.size() + call.outputs.size() + 1);
  std::vector<void*> pointers;
  uint8_t* shared_output = nullptr;
  for (int argument : lowered.arguments) {
    std::vector<uint8_t> content = inputs[argument];
    if (!shared || argument != shared->input) {
      blocks.emplace_back(content);
      pointers.push_back(blocks.back().begin());
      continue;
    }
    const int64_t before = std::max<int64_t>(-shared->output_after_input, 0);
    content.insert(content.begin(), before, GuardedBlock::guard_value);
    const int64_t output_at = before + shared->output_after_input;
    content.resize(std::max<int64_t>(content.size(), output_at + call.output().bytes()), GuardedBlock::guard_value);
    blocks.emplace_back(content);
    pointers.push_back(blocks.back().begin() + before);
    shared_output = blocks.back().begin() + output_at;
  }
  std::vector<uint8_t*> outputs;
  for (const Tensor* output : call.outputs) {
    blocks.emplace_back(std::vector<uint8_t>(output->bytes(), GuardedBlock::guard_value));
    outputs.push_back(shared_output ? shared_output : blocks.back().begin());
    pointers.push_back(outputs.back());
  }
  blocks.emplace_back(std::vector<uint8_t>(lowered.scratch_bytes, GuardedBlock::guard_value));
  if (lowered.takes_scratch) pointers.push_back(blocks.back().begin());
  lowered.run(pointers);
  for (GuardedBlock& block : blocks) EXPECT_TRUE(block.guards_hold()) << variant.name << " writes outside its memory";
  Contents results;
  for (size_t i = 0; i < outputs.size(); ++i) results.emplace_back(outputs[i], outputs[i] + call.outputs[i]->bytes());
  return results;
}

}  // namespace mote
