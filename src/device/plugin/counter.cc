// mote_counter: counts the instructions that the emulated core executes, by class and by region of the program.
//   -plugin mote_counter.so,labels=TEXT,out=FILE       regions between labels
//   -plugin mote_counter.so,functions=FILE,out=FILE    regions that are functions      (both: regions.h)
// and ,memory=TEXT to simulate the caches of boards besides (simulated_memory.h), which is slower.
// The output gets a line of column names, then a line for each region; "entries" says how often it was entered.
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "device/plugin/qemu_plugin.h"
#include "device/plugin/regions.h"
#include "device/simulated_memory.h"

namespace {

using namespace mote::counter;

// Never destroyed: QEMU calls ended() after the destructors of static objects.
std::vector<std::unique_ptr<Segment>>& segments = *new std::vector<std::unique_ptr<Segment>>;
std::string& output_path = *new std::string;
Regions* regions = nullptr;
std::unique_ptr<Memories>& memories = *new std::unique_ptr<Memories>;
mote::DecodedInstruction (*decode)(const uint8_t*, size_t);
bool thumb = false;
const Segment* previous = nullptr;

void executed(unsigned int, void* data) {
  Segment* segment = static_cast<Segment*>(data);
  const bool jumped = previous != nullptr && previous->end != segment->start && !previous->ends_in_loop_end;
  regions->executed(*segment, previous, jumped);
  previous = segment;
  if (memories) memories->fetch(segment->start, segment->end, regions->current());
}

void accessed(unsigned int, qemu_plugin_meminfo_t info, uint64_t address, void*) {
  if (!qemu_plugin_mem_is_store(info)) memories->read(address, regions->current());
}

void translated(qemu_plugin_id_t, qemu_plugin_tb* block) {
  Segment* segment = nullptr;
  mote::Neighbours neighbours;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
    qemu_plugin_insn* instruction = qemu_plugin_tb_get_insn(block, i);
    const uint64_t address = qemu_plugin_insn_vaddr(instruction);
    const size_t size = qemu_plugin_insn_size(instruction);
    const bool at_cut = regions->cuts_at(address);
    if (segment == nullptr || at_cut) {
      segments.push_back(std::make_unique<Segment>());
      segment = segments.back().get();
      segment->start = address;
      segment->at_cut = at_cut;
      qemu_plugin_register_vcpu_insn_exec_cb(instruction, executed, 0, segment);
    }
    const auto* bytes = static_cast<const uint8_t*>(qemu_plugin_insn_data(instruction));
    const auto decoded = decode(bytes, size);
    const auto operands = thumb ? mote::operands_of_thumb(bytes, size) : mote::Operands{};
    segment->counts.add(decoded, neighbours.add(decoded, operands));
    if (memories) qemu_plugin_register_vcpu_mem_cb(instruction, accessed, 0, 3, nullptr);
    segment->ends_in_loop_end = decoded.kind == mote::InstructionClass::loop_end;
    segment->ends_in_call = decoded.calls;
    segment->end = address + size;
  }
}

void print(FILE* file, uint64_t count) { std::fprintf(file, " %llu", static_cast<unsigned long long>(count)); }

void ended(qemu_plugin_id_t, void*) {
  FILE* file = std::fopen(output_path.c_str(), "w");
  if (file == nullptr) return std::perror(output_path.c_str());
  std::fputs("entries", file);
  for (const char* name : column_names) std::fprintf(file, " %s", name);
  std::fputs(" ram_reads", file);
  const int simulated = memories ? memories->count() : 0;
  for (int i = 0; i < simulated; ++i) std::fprintf(file, " jump_misses_%d next_misses_%d data_misses_%d", i, i, i);
  for (const Counts& region : regions->counts()) {
    std::fprintf(file, "\n%llu", static_cast<unsigned long long>(region.entries));
    for (uint64_t count : region.column) print(file, count);
    print(file, region.ram_reads);
    for (int i = 0; i < simulated; ++i)
      for (uint64_t count : {region.memory[i].jump_misses, region.memory[i].next_misses, region.memory[i].data_misses})
        print(file, count);
  }
  std::fputs("\n", file);
  std::fclose(file);
}

// What follows "NAME=" in the argument, or null.
const char* value_of(const char* argument, const char* name) {
  const size_t length = std::strlen(name);
  return std::strncmp(argument, name, length) == 0 && argument[length] == '=' ? argument + length + 1 : nullptr;
}

}  // namespace

extern "C" {

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t* info, int count,
                                                               char** arguments) {
  for (int i = 0; i < count; ++i) {
    if (const char* text = value_of(arguments[i], "labels"))
      regions = label_regions(text).release();
    else if (const char* file = value_of(arguments[i], "functions"))
      regions = function_regions(file).release();
    else if (const char* description = value_of(arguments[i], "memory"))
      memories = std::make_unique<Memories>(description);
    else if (const char* out = value_of(arguments[i], "out"))
      output_path = out;
    else
      return std::fprintf(stderr, "mote_counter: argument '%s' is unknown\n", arguments[i]), 1;
  }
  if (regions == nullptr) regions = label_regions("").release();  // mote doctor asks only whether it loads
  thumb = std::strcmp(info->target_name, "arm") == 0;
  decode = thumb ? mote::decode_thumb : mote::decode_riscv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, nullptr);
  return 0;
}

}  // extern "C"
