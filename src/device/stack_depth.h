// How deep a function's stack can get, from the instructions of a linked firmware.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "target/core.h"

namespace mote {

// An instruction as the disassembler prints it.
struct DisassembledInstruction {
  uint32_t address;
  std::string mnemonic, operands;
};

// What an instruction does to the stack pointer and to the flow.
struct StackEffect {
  int64_t bytes = 0;               // pushed; negative: popped
  std::optional<uint32_t> target;  // of a jump or a call
  bool calls = false;              // comes back
  bool falls_through = true;       // the next instruction may be next
  bool unknown = false;            // moves the stack pointer, or jumps, to where only running it tells
  bool by_table = false;           // jumps into its own function by a table
};
StackEffect stack_effect(const DisassembledInstruction& instruction);

class StackDepths {
 public:
  // The output of objdump -d --no-show-raw-insn.
  explicit StackDepths(std::string_view disassembly);

  // The most bytes below the stack pointer at its entry, callees included. Nothing where that is not known: recursion,
  // calls through pointers, a stack pointer that is computed.
  std::optional<int64_t> of(const std::string& function);

 private:
  struct Function {
    size_t first, last;  // into instructions_, the last included
    bool open = false;   // being measured
    std::optional<int64_t> depth;
    bool measured = false;
  };
  std::optional<int64_t> measure(Function& function);
  std::optional<int64_t> at(uint32_t address);

  std::vector<DisassembledInstruction> instructions_;
  std::map<uint32_t, size_t> index_;  // of the instruction at an address
  std::map<uint32_t, Function> functions_;
  std::map<std::string, uint32_t> addresses_;
};

// Of the function with this symbol in a firmware for the core.
std::optional<int64_t> predicted_stack_bytes(const Core& core, const std::filesystem::path& elf,
                                             const std::string& function);

}  // namespace mote
