// A small reader of 32-bit little-endian ELF files: what a firmware occupies, and where its symbols are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mote {

struct ElfFacts {
  int64_t text_bytes = 0;                        // code and constants
  int64_t data_bytes = 0;                        // initialized variables: in flash and in RAM
  int64_t bss_bytes = 0;                         // zeroed variables
  std::map<std::string, uint32_t> symbols;       // addresses (bit 0 of a Thumb function's is cleared)
  std::map<std::string, uint32_t> symbol_bytes;  // of symbols with a size

  struct Function {
    std::string name;  // as compiled
    uint32_t address, bytes;
  };
  std::vector<Function> functions;  // static ones included, so that names may repeat

  struct Label {
    uint32_t number, address;
  };
  std::vector<Label> labels;  // that the profiling hooks left in section .mote_labels; several may bear one number

  int64_t flash_bytes() const { return text_bytes + data_bytes; }
  int64_t ram_bytes() const { return data_bytes + bss_bytes; }
};

// Numbers of the labels: a model's steps from 0, a signal's from here.
constexpr uint32_t first_step_label = 0, first_signal_label = 1u << 16;

// Throws InputError where the file is no such ELF file or is truncated.
ElfFacts read_elf(const std::filesystem::path& path);

}  // namespace mote
