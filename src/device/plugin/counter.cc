// mote_counter: counts the instructions that the emulated core executes, by class and by region of the program.
// A region lasts from the instruction at its label until that at another label. A region with a dot is not counted.
//   -plugin mote_counter.so,labels=ADDRESS:REGION+...+ADDRESS:REGION.,out=FILE      (in hexadecimal)
// Labels come in the order of their regions; a region may have several.
// FILE gets a line of column names, then a line for each region; "entries" says how often its label was reached.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "device/instruction.h"
#include "device/plugin/qemu_plugin.h"

namespace {

using mote::DecodedInstruction;
using mote::InstructionClass;

enum Column {
  total,
  alu,
  multiply,
  multiply_accumulate,
  multiply_long,
  divide,
  load,
  store,
  load_pipelined,
  load_store_multiple,
  registers_moved,
  branch,
  branch_taken,
  vector_arithmetic,
  vector_memory,
  float_arithmetic,
  float_divide,
  column_count
};
constexpr const char* column_names[column_count] = {"total",
                                                    "alu",
                                                    "multiply",
                                                    "multiply_accumulate",
                                                    "multiply_long",
                                                    "divide",
                                                    "load",
                                                    "store",
                                                    "load_pipelined",
                                                    "load_store_multiple",
                                                    "registers_moved",
                                                    "branch",
                                                    "branch_taken",
                                                    "vector_arithmetic",
                                                    "vector_memory",
                                                    "float_arithmetic",
                                                    "float_divide"};

constexpr Column column_of[] = {
    alu,    multiply, multiply_accumulate, multiply_long, divide,           load,        store, load_store_multiple,
    branch, alu,      vector_arithmetic,   vector_memory, float_arithmetic, float_divide};

struct Counts {
  uint64_t column[column_count] = {};
  uint64_t entries = 0;
};

constexpr int nowhere = -1;

// A stretch of straight-line code that runs as a whole: a translated block, cut before labels.
struct Segment {
  uint64_t start = 0, end = 0;
  int label = nowhere;  // that stands at its start
  bool ends_in_loop_end = false;
  Counts counts;  // of one execution
};

// Never destroyed: QEMU calls ended() after the destructors of static objects.
struct Label {
  uint64_t address;
  int region;
  bool ends;
};
std::vector<Label>& labels = *new std::vector<Label>;
std::vector<Counts>& regions = *new std::vector<Counts>;
std::vector<std::unique_ptr<Segment>>& segments = *new std::vector<std::unique_ptr<Segment>>;
std::string& output_path = *new std::string;
DecodedInstruction (*decode)(const uint8_t*, size_t);
int current = nowhere;
const Segment* previous = nullptr;

int label_at(uint64_t address) {
  for (size_t i = 0; i < labels.size(); ++i)
    if (labels[i].address == address) return static_cast<int>(i);
  return nowhere;
}

void executed(unsigned int, void* data) {
  const Segment* segment = static_cast<const Segment*>(data);
  if (current != nowhere && previous != nullptr && previous->end != segment->start && !previous->ends_in_loop_end)
    ++regions[current].column[branch_taken];
  previous = segment;
  if (segment->label != nowhere) {
    // Labels of steps without code share an address: all of them are reached, the last of them counts.
    for (size_t i = static_cast<size_t>(segment->label); i < labels.size(); ++i) {
      if (labels[i].address != segment->start) continue;
      ++regions[labels[i].region].entries;
      current = labels[i].ends ? nowhere : labels[i].region;
    }
  }
  if (current == nowhere) return;
  for (int i = 0; i < column_count; ++i) regions[current].column[i] += segment->counts.column[i];
}

// Adds one instruction to the segment; `behind_memory` says whether the one before it loads or stores a single value.
void add(Segment& segment, const DecodedInstruction& instruction, bool behind_memory) {
  uint64_t* column = segment.counts.column;
  ++column[total];
  ++column[column_of[static_cast<int>(instruction.kind)]];
  if (instruction.kind == InstructionClass::load && behind_memory) ++column[load_pipelined];
  column[registers_moved] += static_cast<uint64_t>(instruction.registers);
  segment.ends_in_loop_end = instruction.kind == InstructionClass::loop_end;
}

void translated(qemu_plugin_id_t, qemu_plugin_tb* block) {
  Segment* segment = nullptr;
  bool behind_memory = false;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
    qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(block, i);
    const uint64_t address = qemu_plugin_insn_vaddr(instruction);
    const size_t size = qemu_plugin_insn_size(instruction);
    const int label = label_at(address);
    if (segment == nullptr || label != nowhere) {
      segments.push_back(std::make_unique<Segment>());
      segment = segments.back().get();
      segment->start = address;
      segment->label = label;
      qemu_plugin_register_vcpu_insn_exec_cb(instruction, executed, 0, segment);
    }
    const DecodedInstruction decoded = decode(static_cast<const uint8_t*>(qemu_plugin_insn_data(instruction)), size);
    add(*segment, decoded, behind_memory);
    behind_memory = decoded.kind == InstructionClass::load || decoded.kind == InstructionClass::store;
    segment->end = address + size;
  }
}

void ended(qemu_plugin_id_t, void*) {
  FILE* file = std::fopen(output_path.c_str(), "w");
  if (file == nullptr) return std::perror(output_path.c_str());
  std::fputs("entries", file);
  for (const char* name : column_names) std::fprintf(file, " %s", name);
  for (const Counts& region : regions) {
    std::fprintf(file, "\n%llu", static_cast<unsigned long long>(region.entries));
    for (uint64_t count : region.column) std::fprintf(file, " %llu", static_cast<unsigned long long>(count));
  }
  std::fputs("\n", file);
  std::fclose(file);
}

void read_labels(const char* text) {
  while (*text != 0) {
    char* end = nullptr;
    const uint64_t address = std::strtoull(text, &end, 16);
    if (*end != ':') break;
    const int region = static_cast<int>(std::strtoul(end + 1, &end, 16));
    labels.push_back({address, region, *end == '.'});
    regions.resize(region + 1);
    text = *end == '.' ? end + 1 : end;
    if (*text == '+') ++text;
  }
}

}  // namespace

extern "C" {

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int count,
                                                               char** arguments) {
  for (int i = 0; i < count; ++i) {
    if (std::strncmp(arguments[i], "labels=", 7) == 0)
      read_labels(arguments[i] + 7);
    else if (std::strncmp(arguments[i], "out=", 4) == 0)
      output_path = arguments[i] + 4;
    else
      return std::fprintf(stderr, "mote_counter: argument '%s' is unknown\n", arguments[i]), 1;
  }
  decode = std::strcmp(info->target_name, "arm") == 0 ? mote::decode_thumb : mote::decode_riscv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, nullptr);
  return 0;
}

}  // extern "C"
