// Counting by function.
#include "device/profile_functions.h"

#include <cxxabi.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>

#include "base/file.h"
#include "base/process.h"
#include "device/count.h"
#include "device/elf.h"
#include "device/machine.h"

namespace mote {
namespace {

std::string readable(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 ? text.get() : name;
}

// The address of the one function of that name, given as in the source (with or without parameters) or as compiled.
uint32_t address_of(const std::string& wanted, const std::vector<ElfFacts::Function>& functions) {
  if (wanted.empty()) return 0;
  std::vector<std::string> similar;
  for (const ElfFacts::Function& function : functions) {
    const std::string name = readable(function.name);
    if (function.name == wanted || name == wanted || name.substr(0, name.find('(')) == wanted) return function.address;
    if (name.find(wanted) != std::string::npos && similar.size() < 5) similar.push_back(name);
  }
  fail<UsageError>("the firmware has no function '{}'{}", wanted,
                   similar.empty() ? "" : fmt::format("; similar: {}", fmt::join(similar, ", ")));
}

// One function an address: names of the same code are aliases.
std::vector<ElfFacts::Function> functions_of(const std::filesystem::path& elf) {
  std::vector<ElfFacts::Function> functions = read_elf(elf).functions;
  std::sort(functions.begin(), functions.end(), [](const auto& a, const auto& b) { return a.address < b.address; });
  const auto same = [](const auto& a, const auto& b) { return a.address == b.address; };
  functions.erase(std::unique(functions.begin(), functions.end(), same), functions.end());
  if (functions.empty()) fail("{}: has no symbols of functions; link it without -s", elf.string());
  return functions;
}

}  // namespace

std::vector<FunctionProfile> profile_functions(const FunctionProfileRequest& request) {
  const Core& core = core_named(request.target);
  const Machine& machine = machine_for(core);
  const std::vector<ElfFacts::Function> functions = functions_of(request.elf);
  std::string text =
      fmt::format("{:x} {:x}\n", address_of(request.begin, functions), address_of(request.end, functions));
  for (const auto& function : functions)
    text += fmt::format("{:x} {:x}\n", function.address, function.address + function.bytes);

  const TemporaryFolder folder;
  const std::filesystem::path counts_file = folder.path() / "counts.txt";
  write_file(folder.path() / "functions.txt", text);
  std::vector<std::string> command = boot_command(machine, std::filesystem::absolute(request.elf));
  const std::vector<std::string> counter =
      counter_arguments(core, fmt::format("functions={}", (folder.path() / "functions.txt").string()), counts_file);
  command.insert(command.end(), counter.begin(), counter.end());
  run_process(command, {.folder = request.folder, .timeout_seconds = request.timeout_seconds});
  const std::vector<RegionCount> counts = read_counts(counts_file, functions.size() + 1);

  std::vector<FunctionProfile> profiles;
  for (size_t i = 0; i < counts.size(); ++i)
    if (counts[i].mix.total > 0)
      profiles.push_back({i < functions.size() ? readable(functions[i].name) : "?", counts[i].entries, counts[i].mix,
                          core.cycles(counts[i].mix), counts[i].memories});
  if (profiles.empty()) fail<UsageError>("the firmware never reached '{}'", request.begin);
  std::stable_sort(profiles.begin(), profiles.end(),
                   [](const auto& a, const auto& b) { return a.mix.total > b.mix.total; });
  return profiles;
}

nlohmann::json to_json(const std::vector<FunctionProfile>& functions) {
  nlohmann::json json = nlohmann::json::array();
  for (const FunctionProfile& function : functions) {
    json.push_back({{"name", function.name},
                    {"entries", function.entries},
                    {"instructions", std::llround(function.mix.total)},
                    {"cycles", std::llround(function.cycles)}});
    for (const MixField& field : mix_fields()) json.back()["mix"][std::string(field.name)] = function.mix.*field.member;
  }
  return json;
}

}  // namespace mote
