// What a subcommand is to the command line: a name, a sentence, an example, and arguments that it declares.
// One file a subcommand; the list is commands.def. The parsing library stands behind command_line.cc alone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace mote {

// Declares the arguments of one subcommand; values are filled before the subcommand runs.
class Arguments {
 public:
  explicit Arguments(CLI::App& app) : app_(app) {}
  void positional(const std::string& name, std::string& value, const std::string& help, bool required = true);
  void option(const std::string& name, std::string& value, const std::string& help);
  void option(const std::string& name, int& value, const std::string& help);
  void option(const std::string& name, double& value, const std::string& help);
  void required(const std::string& name, std::string& value, const std::string& help);
  void list(const std::string& name, std::vector<std::string>& values, const std::string& help);
  void flag(const std::string& name, bool& value, const std::string& help);
  // One of several words; anything else is wrong usage.
  void choice(const std::string& name, std::string& value, const std::vector<std::string>& words,
              const std::string& help);

 private:
  CLI::App& app_;
};

struct Command {
  std::string_view name, summary, example;
  std::function<void()> (*declare)(Arguments&);  // returns what runs once the arguments are filled
};

// Runs the command line; returns the exit code. Errors are caught here, and only here.
int run_command_line(int argc, char** argv);

}  // namespace mote
