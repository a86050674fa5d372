// Cross-compiling and linking.
#include "device/firmware.h"

#include <fmt/format.h>

#include <atomic>
#include <future>

#include "base/file.h"
#include "base/process.h"
#include "device/linker_script.h"
#include "device/machine.h"
#include "device/toolchain.h"

namespace mote {
namespace {

namespace fs = std::filesystem;
struct Source {
  std::string file;    // below the folder, or the path of a resource
  std::string object;  // below the folder
};

// Runs the commands two at a time.
void run_all(const std::vector<CommandLine>& commands, const fs::path& folder) {
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < commands.size(); i = next++) run_checked(commands[i], {.folder = folder});
  };
  auto second = std::async(std::launch::async, work);
  work();
  second.get();
}

std::vector<Source> model_sources(const Program& program) {
  std::vector<Source> sources = {{"adapter.cpp", "adapter.o"}};
  for (const EmittedFile& file : program.files)
    if (file.path.ends_with(".cpp") && file.path != "example_main.cpp") {
      std::string object = file.path.substr(0, file.path.size() - 4) + ".o";
      std::replace(object.begin(), object.end(), '/', '_');
      sources.push_back({file.path, object});
    }
  return sources;
}

std::vector<Source> runner_sources(const Core& core, bool for_board) {
  std::vector<std::string> names = {"main_host"};
  if (!core.is_host()) {
    names = {is_riscv(core) ? "startup_riscv" : "startup_cortex_m", "memory",
             for_board ? "main_board" : "main_emulated"};
    if (!is_riscv(core)) names.push_back("memory_arm");
    if (!for_board) names.push_back("fault_emulated");
  }
  std::vector<Source> sources;
  for (const std::string& name : names)
    sources.push_back({resource("src/device/runner/" + name + ".cc").string(), "runner_" + name + ".o"});
  return sources;
}

void compile_all(const Program& program, Compiler compiler, const std::vector<Source>& sources,
                 const fs::path& folder) {
  const CommandLine compile = compile_command(program, compiler);
  const CommandLine compile_runner = compile_command(program, Compiler::gcc);
  std::vector<CommandLine> commands;
  for (const Source& source : sources) {
    CommandLine command = source.object.starts_with("runner_") ? compile_runner : compile;
    if (source.object == "runner_memory.o") command.push_back("-fno-tree-loop-distribute-patterns");
    command.insert(command.end(), {"-I.", "-Imote", "-I" + resource("src/device/runner").string(), "-c", source.file,
                                   "-o", source.object});
    commands.push_back(std::move(command));
  }
  run_all(commands, folder);
}

CommandLine link_command(const Core& core) {
  CommandLine command = {core.is_host() ? "g++" : std::string(core.compiler)};
  command.insert(command.end(), core.flags.begin(), core.flags.end());
  command.push_back("-Wl,--gc-sections");
  if (!core.is_host()) command.insert(command.end(), {"-nostdlib", "-nostartfiles", "-static"});
  return command;
}

void append_objects(CommandLine& command, const std::vector<Source>& sources) {
  for (const Source& source : sources) command.push_back(source.object);
}

// "region `ram' overflowed by 1234 bytes" -> the words of it.
[[noreturn]] void explain_link_failure(const Program& program, const MemoryMap& memories, const std::string& words) {
  const size_t at = words.find("overflowed by ");
  if (at == std::string::npos) fail<InternalError>("linking the firmware failed: {}", words.substr(0, 4000));
  const std::string bytes = words.substr(at + 14, words.find(' ', at + 14) - at - 14);
  const bool in_flash = words.find("`flash' overflowed") != std::string::npos;
  const Memory& memory = in_flash ? memories.flash : memories.ram;
  fail<BudgetError>(
      "model '{}' is too large: its firmware exceeds the {} of {} bytes by {} bytes ({} bytes of weights, {} bytes of "
      "arena); choose a larger board or a smaller model",
      program.name, memory.name, memory.bytes, bytes, program.weight_bytes, program.arena_bytes);
}

MemoryMap memories_of(const Core& core, const std::optional<Board>& board) {
  if (board) return {board->flash, board->ram, {}};
  return machine_for(core).memories;
}

void link_firmware(const Program& program, const FirmwareOptions& options, const std::vector<Source>& sources,
                   const fs::path& folder) {
  CommandLine command = link_command(*program.core);
  append_objects(command, sources);
  command.insert(command.end(), {"-o", "firmware.elf"});
  if (program.core->is_host()) return void(run_checked(command, {.folder = folder}));
  const MemoryMap memories = memories_of(*program.core, options.board);
  write_file(folder / "firmware.ld", linker_script(memories, options.least_stack_bytes));
  command.insert(command.end(), {"-T", "firmware.ld", "-lgcc"});
  const ProcessResult result = run_process(command, {.folder = folder});
  if (result.exit_code != 0) explain_link_failure(program, memories, result.errors);
}

// The full names of the symbols that begin as the program's roots do.
std::vector<std::string> resolve_roots(const Program& program, const std::vector<Source>& sources,
                                       const fs::path& folder) {
  std::vector<std::string> names;
  for (const Source& source : sources)
    for (const auto& [symbol, bytes] : read_elf(folder / source.object).symbol_bytes)
      for (const std::string& root : program.roots)
        if (symbol.starts_with(root)) names.push_back(symbol);
  ensure(names.size() == program.roots.size(), "program '{}': {} of {} functions found", program.name, names.size(),
         program.roots.size());
  return names;
}

// Links the model's objects with nothing but the helpers they call, from the functions that an application calls.
ShippedSize measure_shipped(const Program& program, std::vector<Source> sources, const fs::path& folder) {
  std::erase_if(sources, [](const Source& source) { return source.object == "adapter.o"; });
  CommandLine command = link_command(*program.core);
  append_objects(command, sources);
  if (!is_riscv(*program.core)) command.push_back("runner_memory_arm.o");
  command.insert(command.end(), {"runner_memory.o", "-T", "firmware.ld", "-lgcc", "-o", "shipped.elf"});
  const std::vector<std::string> roots = resolve_roots(program, sources, folder);
  command.push_back("-Wl,-e," + roots.at(0));
  for (const std::string& root : roots) command.push_back("-Wl,-u," + root);
  run_checked(command, {.folder = folder});
  const ElfFacts facts = read_elf(folder / "shipped.elf");
  return {facts.flash_bytes(), facts.ram_bytes() + program.arena_bytes};
}

}  // namespace

Firmware build_firmware(const Program& program, const FirmwareOptions& options, const fs::path& folder) {
  ensure(program.core != nullptr, "program '{}' is for no core", program.name);
  const Core& core = *program.core;
  if (options.board && options.board->core != &core)
    fail<UsageError>("board '{}' has a {}, the program is for {}", options.board->name, options.board->core->name,
                     core.name);
  fs::create_directories(folder);
  for (const EmittedFile& file : program.files) {
    fs::create_directories((folder / file.path).parent_path());
    write_file(folder / file.path, file.content);
  }
  write_file(folder / "adapter.cpp", program.adapter);

  const std::vector<Source> model = model_sources(program);
  std::vector<Source> all = model;
  for (Source& source : runner_sources(core, options.board.has_value())) all.push_back(std::move(source));
  compile_all(program, options.compiler, all, folder);
  link_firmware(program, options, all, folder);

  Firmware firmware{folder, folder / "firmware.elf", program, {}, {}};
  if (core.is_host()) return firmware;
  firmware.facts = read_elf(firmware.elf);
  if (options.measure_shipped) firmware.shipped = measure_shipped(program, model, folder);
  return firmware;
}

Firmware build_firmware(const Compilation& compilation, const FirmwareOptions& options, const fs::path& folder) {
  if (options.board) check_fits(compilation, options.board->flash.bytes, options.board->ram.bytes);
  return build_firmware(program_of(compilation), options, folder);
}

}  // namespace mote
