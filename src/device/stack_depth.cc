// A walk over the instructions of each function with the depth of the stack at hand.
#include "device/stack_depth.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/process.h"

namespace mote {
namespace {

std::optional<int64_t> number(std::string_view text, int base = 10) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

bool begins(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

// "{r4, r5, lr}": its registers; "d8-d11" are four.
int64_t registers_in(std::string_view list) {
  int64_t count = 0;
  list = list.substr(list.find('{') + 1);
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find_first_of(",}", at), list.size());
    const std::string_view one = list.substr(at, end - at);
    const size_t dash = one.find('-');
    if (dash == std::string_view::npos) {
      ++count;
    } else {
      const auto digits = [](std::string_view text) { return text.substr(text.find_first_of("0123456789")); };
      count += *number(digits(one.substr(dash + 1))) - *number(digits(one.substr(0, dash))) + 1;
    }
    at = end + 1;
  }
  return count;
}

int64_t register_bytes(std::string_view list) { return list.find("{d") != std::string_view::npos ? 8 : 4; }

// The number behind the last '#' or ','.
std::optional<int64_t> last_number(std::string_view operands) {
  const size_t at = operands.find_last_of("#,");
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view text = operands.substr(at + 1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return number(text);
}

// "8124 <name+0x10>" or "a0,8124 <name>".
std::optional<uint32_t> target_in(std::string_view operands) {
  const size_t end = operands.find(" <");
  if (end == std::string_view::npos) return std::nullopt;
  const size_t start = operands.find_last_of(", ", end - 1);
  const auto value = number(operands.substr(start == std::string_view::npos ? 0 : start + 1, end - (start + 1)), 16);
  return value ? std::optional(static_cast<uint32_t>(*value)) : std::nullopt;
}

void thumb_stack(std::string_view m, std::string_view o, StackEffect& effect) {
  const bool writes_back = o.find("[sp, #-") != std::string_view::npos && o.ends_with("]!");
  const bool first_is_sp = begins(o, {"sp, ", "sp!"});
  if (begins(m, {"push", "vpush"}) || (begins(m, {"stmdb", "vstmdb"}) && first_is_sp)) {
    effect.bytes = registers_in(o) * register_bytes(o);
  } else if (begins(m, {"pop", "vpop"}) || (begins(m, {"ldmia", "ldm", "vldmia"}) && begins(o, {"sp!"}))) {
    const bool conditional = m.size() == 5 && m.starts_with("pop") && m[3] != '.';  // popne
    effect.bytes = conditional ? 0 : -registers_in(o) * register_bytes(o);
    effect.falls_through = conditional || o.find("pc}") == std::string_view::npos;
  } else if (writes_back) {
    effect.bytes = -*number(o.substr(o.find("#-") + 1));
  } else if (begins(m, {"ldr"}) && o.find("[sp], #") != std::string_view::npos) {
    effect.bytes = -*number(o.substr(o.rfind('#') + 1));
    if (begins(o, {"pc,"})) effect.falls_through = false;
  } else if (begins(m, {"sub", "add"}) && first_is_sp) {
    const auto bytes = last_number(o);
    effect.unknown = !bytes;
    effect.bytes = bytes.value_or(0) * (begins(m, {"sub"}) ? 1 : -1);
  } else if (begins(m, {"mov", "ldr.w", "bic"}) && begins(o, {"sp,"})) {
    effect.unknown = true;
  }
}

void thumb_flow(std::string_view m, std::string_view o, StackEffect& effect) {
  if (m == "bx" || begins(o, {"pc,"})) {
    effect.falls_through = false;
    effect.unknown |= m == "bx" && o != "lr";
  } else if (m == "blx" || m == "bl") {
    effect.calls = true;
    effect.target = target_in(o);
    effect.unknown |= !effect.target;
  } else if (begins(m, {"tbb", "tbh"})) {
    effect.by_table = true;
    effect.falls_through = false;
  } else if (m == "b" || m == "b.n" || m == "b.w") {
    effect.target = target_in(o);
    effect.falls_through = false;
  } else if ((m[0] == 'b' && !begins(m, {"bic", "bfi", "bfc", "bkpt"})) || begins(m, {"cb", "wls", "le"})) {
    effect.target = target_in(o);  // conditional
  }
}

// RISC-V; nothing else has these names.
void riscv(std::string_view m, std::string_view o, StackEffect& effect) {
  if (begins(m, {"addi", "add", "c.addi16sp"}) && begins(o, {"sp,sp,"})) {
    const auto bytes = last_number(o);
    effect.unknown = !bytes;
    effect.bytes = -bytes.value_or(0);
  } else if (m == "ret") {
    effect.falls_through = false;
  } else if (m == "j") {
    effect.target = target_in(o);
    effect.falls_through = false;
  } else if (m == "jal") {
    effect.calls = true;
    effect.target = target_in(o);
    effect.unknown |= begins(o, {"t0,"}) || !effect.target;  // a call of a helper that moves the stack pointer
  } else if (m == "jr" || m == "jalr" || begins(o, {"sp,"})) {
    effect.unknown |= m != "sw" && m != "lw";
    effect.falls_through = m != "jr";
  }
}

}  // namespace

StackEffect stack_effect(const DisassembledInstruction& instruction) {
  const std::string_view m = instruction.mnemonic, o = instruction.operands;
  StackEffect effect;
  if (o.starts_with("sp,sp,") || m == "ret" || m == "j" || m == "jal" || m == "jr" || m == "jalr") {
    riscv(m, o, effect);
    return effect;
  }
  thumb_stack(m, o, effect);
  if (effect.falls_through) thumb_flow(m, o, effect);
  return effect;
}

StackDepths::StackDepths(std::string_view disassembly) {
  for (size_t at = 0; at < disassembly.size();) {
    const size_t end = std::min(disassembly.find('\n', at), disassembly.size());
    const std::string_view line = disassembly.substr(at, end - at);
    at = end + 1;
    const auto address = number(line.substr(std::min(line.find_first_not_of(' '), line.size())), 16);
    if (!address) continue;
    if (line.ends_with(">:")) {
      const size_t name = line.find('<') + 1;
      addresses_[std::string(line.substr(name, line.size() - name - 2))] = static_cast<uint32_t>(*address);
      functions_[static_cast<uint32_t>(*address)] = {instructions_.size(), instructions_.size()};
      continue;
    }
    const size_t mnemonic = line.find('\t');
    if (functions_.empty() || mnemonic == std::string_view::npos) continue;
    const size_t operands = std::min(line.find('\t', mnemonic + 1), line.size());
    std::string_view text = line.substr(std::min(operands + 1, line.size()));
    text = text.substr(0, std::min(text.find_first_of("\t;@"), text.size()));
    while (text.ends_with(' ')) text.remove_suffix(1);
    index_[static_cast<uint32_t>(*address)] = instructions_.size();
    instructions_.push_back({static_cast<uint32_t>(*address),
                             std::string(line.substr(mnemonic + 1, operands - mnemonic - 1)), std::string(text)});
    std::prev(functions_.end())->second.last = instructions_.size() - 1;
  }
}

std::optional<int64_t> StackDepths::at(uint32_t address) {
  const auto found = functions_.find(address & ~1u);
  if (found == functions_.end() || found->second.open) return std::nullopt;
  Function& function = found->second;
  if (!function.measured) {
    function.open = true;
    function.depth = measure(function);
    function.open = false;
    function.measured = true;
  }
  return function.depth;
}

std::optional<int64_t> StackDepths::measure(Function& function) {
  std::vector<std::pair<size_t, int64_t>> open = {{function.first, 0}};  // instructions to go on at, with the depth
  std::set<size_t> seen;
  int64_t deepest = 0, table_depth = -1;
  for (;;) {
    if (open.empty()) {  // what only a table reaches
      size_t next = function.first;
      while (next <= function.last && seen.count(next)) ++next;
      if (table_depth < 0 || next > function.last) return deepest;
      open.push_back({next, table_depth});
    }
    const auto [index, before] = open.back();
    open.pop_back();
    if (!seen.insert(index).second) continue;
    const StackEffect effect = stack_effect(instructions_[index]);
    if (effect.unknown) return std::nullopt;
    const int64_t depth = before + effect.bytes;
    deepest = std::max(deepest, depth);
    if (effect.by_table) table_depth = depth;
    bool goes_on = effect.falls_through;
    if (effect.target) {
      const auto inside = index_.find(*effect.target);
      const bool within = inside != index_.end() && inside->second >= function.first && inside->second <= function.last;
      if (within && (!effect.calls || inside->second != function.first)) {
        open.push_back({inside->second, depth});
        goes_on = goes_on && !effect.calls;  // Armv6-M jumps far by BL
      } else {
        const auto callee = at(*effect.target);
        if (!callee) return std::nullopt;
        deepest = std::max(deepest, depth + *callee);
      }
    }
    if (goes_on && index < function.last) open.push_back({index + 1, depth});
  }
}

std::optional<int64_t> StackDepths::of(const std::string& function) {
  const auto found = addresses_.find(function);
  return found == addresses_.end() ? std::nullopt : at(found->second);
}

std::optional<int64_t> predicted_stack_bytes(const Core& core, const std::filesystem::path& elf,
                                             const std::string& function) {
  std::string program(core.compiler);
  program = program.substr(0, program.rfind('-') + 1) + "objdump";
  if (core.is_host() || !find_program(program)) return std::nullopt;
  StackDepths depths(run_checked({program, "-d", "--no-show-raw-insn", elf.string()}).output);
  return depths.of(function);
}

}  // namespace mote
