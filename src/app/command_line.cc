// The command line: declares every subcommand, parses, runs one, and turns errors into one message and an exit code.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <new>

#include "app/command.h"
#include "base/error.h"
#include "base/process.h"

namespace mote {

#define COMMAND(name) const Command& name##_command();
#include "app/commands.def"
#undef COMMAND

namespace {

const Command* const commands[] = {
#define COMMAND(name) &name##_command(),
#include "app/commands.def"
#undef COMMAND
};

int report(const char* kind, const char* message, ExitCode code) {
  fmt::print(stderr, "mote: {}{}\n", kind, message);
  return static_cast<int>(code);
}

// Runs `action` and maps what it throws to the exit codes of the design.
int guarded(const std::function<void()>& action) {
  try {
    action();
    if (std::fflush(stdout) != 0) return report("", "standard output can't be written", ExitCode::input);
    return 0;
  } catch (const InternalError& error) {
    return report("a bug in Mote, please report it: ", error.what(), error.code());
  } catch (const Error& error) {
    return report("", error.what(), error.code());
  } catch (const std::filesystem::filesystem_error& error) {
    return report("", error.what(), ExitCode::input);
  } catch (const std::bad_alloc&) {
    return report("", "memory is full", ExitCode::input);
  } catch (const std::exception& error) {
    return report("a bug in Mote, please report it: ", error.what(), ExitCode::internal);
  }
}

}  // namespace

void Arguments::positional(const std::string& name, std::string& value, const std::string& help, bool required) {
  app_.add_option(name, value, help)->required(required);
}
void Arguments::option(const std::string& name, std::string& value, const std::string& help) {
  app_.add_option(name, value, help)->capture_default_str();
}
void Arguments::option(const std::string& name, int& value, const std::string& help) {
  app_.add_option(name, value, help)->capture_default_str();
}
void Arguments::option(const std::string& name, double& value, const std::string& help) {
  app_.add_option(name, value, help)->capture_default_str();
}
void Arguments::required(const std::string& name, std::string& value, const std::string& help) {
  app_.add_option(name, value, help)->required();
}
void Arguments::list(const std::string& name, std::vector<std::string>& values, const std::string& help) {
  app_.add_option(name, values, help)->allow_extra_args(false);
}
void Arguments::flag(const std::string& name, bool& value, const std::string& help) {
  app_.add_flag(name, value, help);
}
void Arguments::choice(const std::string& name, std::string& value, const std::vector<std::string>& words,
                       const std::string& help) {
  app_.add_option(name, value, help)->check(CLI::IsMember(words))->capture_default_str();
}

int run_command_line(int argc, char** argv) {
  CLI::App app("Mote turns recordings of a sensor into firmware that understands it.", "mote");
  app.set_version_flag("--version", MOTE_VERSION);
  app.require_subcommand(1);
  std::function<void()> chosen;
  for (const Command* command : commands) {
    CLI::App* sub = app.add_subcommand(std::string(command->name), std::string(command->summary));
    sub->footer(fmt::format("example:\n  {}", command->example));
    Arguments arguments(*sub);
    std::function<void()> run = command->declare(arguments);
    sub->callback([&chosen, run] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    fmt::print(stderr, "mote: {}; 'mote{} -h' shows the usage\n", error.what(),
               app.get_subcommands().empty() ? "" : " " + app.get_subcommands()[0]->get_name());
    return static_cast<int>(ExitCode::usage);
  }
  install_interrupt_handler();
  return guarded(chosen);
}

}  // namespace mote
