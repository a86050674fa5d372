// Runs another program without a shell. It dies with us, and Ctrl-C ends it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mote {

struct ProcessOptions {
  std::filesystem::path folder;            // working folder; empty: ours
  std::optional<double> timeout_seconds;   // throws InputError past it
  std::map<std::string, std::string> environment;  // added to ours
  std::string input;                       // given on its standard input
};

struct ProcessResult {
  int exit_code = 0;  // 128 + the signal where one ended it
  std::string output, errors;
};

// Throws InputError where the program is not found ("... is not installed; run mote doctor").
ProcessResult run_process(const std::vector<std::string>& command, const ProcessOptions& options = {});

// As above, and throws InputError with the program's own words where it fails.
ProcessResult run_checked(const std::vector<std::string>& command, const ProcessOptions& options = {});

// The program's path, or nothing where it is not on PATH.
std::optional<std::filesystem::path> find_program(const std::string& name);

// True once the person pressed Ctrl-C (or SIGTERM came). app/ installs the handler; long work calls check_interrupt().
void install_interrupt_handler();
bool interrupt_requested();
void check_interrupt();  // throws Interrupted

}  // namespace mote
