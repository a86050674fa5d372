// The kinds of failure. Each message says where, what is, what should be and what to do, in one line, lower case, no
// full stop. They are thrown anywhere on the host and caught once, in app/.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace mote {

// The exit codes of the command; see docs/exit-codes in the README.
enum class ExitCode { done = 0, input = 1, usage = 2, internal = 3, budget = 4, interrupted = 130 };

class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

// The input or its surroundings are at fault: a bad file, a full disk, a missing program.
struct InputError : Error {
  explicit InputError(const std::string& message) : Error(ExitCode::input, message) {}
};

// The command was called wrongly.
struct UsageError : Error {
  explicit UsageError(const std::string& message) : Error(ExitCode::usage, message) {}
};

// Our own bug: an invariant does not hold.
struct InternalError : Error {
  explicit InternalError(const std::string& message) : Error(ExitCode::internal, message) {}
};

// What is asked for does not fit the flash, RAM, latency or energy that is there.
struct BudgetError : Error {
  explicit BudgetError(const std::string& message) : Error(ExitCode::budget, message) {}
};

// The person pressed Ctrl-C.
struct Interrupted : Error {
  Interrupted() : Error(ExitCode::interrupted, "interrupted") {}
};

template <class Kind = InputError, class... Arguments>
[[noreturn]] void fail(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  throw Kind(fmt::format(text, std::forward<Arguments>(arguments)...));
}

// An invariant of ours: failing it is a bug of Mote, whatever the input.
template <class... Arguments>
void ensure(bool holds, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (!holds) fail<InternalError>(text, std::forward<Arguments>(arguments)...);
}

}  // namespace mote
