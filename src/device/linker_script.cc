// Printing a linker script for GNU ld.
#include "device/linker_script.h"

#include <fmt/format.h>

namespace mote {
namespace {

std::string region(const Memory& memory, std::string_view rights) {
  return fmt::format("  {} ({}) : ORIGIN = {:#x}, LENGTH = {}\n", memory.name, rights, memory.origin, memory.bytes);
}

}  // namespace

std::string linker_script(const MemoryMap& memories, int64_t least_stack_bytes) {
  std::string regions = region(memories.flash, "rx") + region(memories.ram, "rwx");
  if (memories.vectors) regions += region(*memories.vectors, "rx");
  return fmt::format(R"(/* Made by Mote from the memories of the machine or board. */
MEMORY {{
{}}}
ENTRY(mote_reset)
SECTIONS {{
  .vectors : {{ KEEP(*(.vectors)) }} > {}
  .text : {{ *(.text .text.*) }} > flash
  .rodata : {{ *(.rodata .rodata.* .srodata .srodata.*) . = ALIGN(4); }} > flash
  .ARM.exidx : {{ *(.ARM.exidx*) }} > flash
  .data : {{
    mote_data_start = .;
    *(.data .data.*)
    __global_pointer$ = . + 0x800;
    *(.sdata .sdata.*)
    . = ALIGN(4);
    mote_data_end = .;
  }} > ram AT > flash
  mote_data_source = LOADADDR(.data);
  .bss (NOLOAD) : {{
    mote_bss_start = .;
    *(.sbss .sbss.* .bss .bss.* COMMON)
    . = ALIGN(4);
    mote_bss_end = .;
  }} > ram
  mote_stack_limit = mote_bss_end;
  mote_stack_top = ORIGIN(ram) + LENGTH(ram);
  .stack (NOLOAD) : {{ . = . + {}; }} > ram
  .mote_labels 0 : {{ KEEP(*(.mote_labels)) }}
  /DISCARD/ : {{ *(.comment .note .note.* .eh_frame .ARM.attributes .riscv.attributes) }}
}}
)",
                     regions, memories.vectors ? "vectors" : "flash", least_stack_bytes);
}

}  // namespace mote
