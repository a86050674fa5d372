// Running other programs, and noticing Ctrl-C.
#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "base/error.h"

namespace mote {
namespace {

std::atomic<bool> interrupted{false};

struct Pipe {
  int read_end = -1, write_end = -1;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) fail("a pipe can't be made: {}", std::strerror(errno));
    read_end = ends[0], write_end = ends[1];
  }
  ~Pipe() { close_read(), close_write(); }
  void close_read() { close_end(read_end); }
  void close_write() { close_end(write_end); }

 private:
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

[[noreturn]] void become(const std::vector<std::string>& command, const ProcessOptions& options, const Pipe& in,
                         const Pipe& out, const Pipe& err) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(in.read_end, 0), ::dup2(out.write_end, 1), ::dup2(err.write_end, 2);
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) _exit(126);
  for (const auto& [name, value] : options.environment) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  _exit(127);
}

// Moves what the pipe has to `text`; returns whether more may come.
bool drain(Pipe& pipe, std::string& text) {
  std::array<char, 65536> buffer;
  const ssize_t count = ::read(pipe.read_end, buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<size_t>(count));
  if (count > 0 || (count < 0 && errno == EINTR)) return true;
  pipe.close_read();
  return false;
}

void feed(Pipe& pipe, const std::string& input, size_t& sent) {
  const ssize_t count = ::write(pipe.write_end, input.data() + sent, input.size() - sent);
  if (count > 0) sent += static_cast<size_t>(count);
  if (sent == input.size() || (count < 0 && errno != EINTR && errno != EAGAIN)) pipe.close_write();
}

// Shovels the three pipes until both outputs end. Returns false where the deadline passed.
bool converse(Pipe& in, Pipe& out, Pipe& err, const ProcessOptions& options, ProcessResult& result) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::duration<double>(options.timeout_seconds.value_or(1e9));
  size_t sent = 0;
  if (options.input.empty()) in.close_write();
  while (out.read_end >= 0 || err.read_end >= 0) {
    pollfd polls[] = {{out.read_end, POLLIN, 0}, {err.read_end, POLLIN, 0}, {in.write_end, POLLOUT, 0}};
    ::poll(polls, 3, 200);
    if (Clock::now() > deadline || interrupted) return false;
    if (polls[0].revents) drain(out, result.output);
    if (polls[1].revents) drain(err, result.errors);
    if (polls[2].revents) feed(in, options.input, sent);
  }
  return true;
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command, const ProcessOptions& options) {
  if (!find_program(command[0])) fail("{} is not installed; 'mote doctor' says what it is needed for", command[0]);
  Pipe in, out, err;
  const pid_t child = ::fork();
  if (child < 0) fail("{}: can't be started: {}", command[0], std::strerror(errno));
  if (child == 0) become(command, options, in, out, err);
  in.close_read(), out.close_write(), err.close_write();
  ::signal(SIGPIPE, SIG_IGN);
  ::fcntl(in.write_end, F_SETFL, O_NONBLOCK);

  ProcessResult result;
  const bool ended = converse(in, out, err, options, result);
  if (!ended) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!ended) check_interrupt();
  if (!ended) fail("{} did not end within {} s", command[0], *options.timeout_seconds);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

ProcessResult run_checked(const std::vector<std::string>& command, const ProcessOptions& options) {
  ProcessResult result = run_process(command, options);
  if (result.exit_code != 0) {
    const std::string& words = result.errors.empty() ? result.output : result.errors;
    fail("{} failed with exit code {}: {}", command[0], result.exit_code, words.substr(0, 4000));
  }
  return result;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    if (::access(name.c_str(), X_OK) == 0) return name;
    return std::nullopt;
  }
  const char* variable = std::getenv("PATH");
  std::string path = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find(':', start), path.size());
    const auto candidate = std::filesystem::path(path.substr(start, end - start)) / name;
    if (::access(candidate.c_str(), X_OK) == 0 && !std::filesystem::is_directory(candidate)) return candidate;
    start = end + 1;
  }
  return std::nullopt;
}

void install_interrupt_handler() {
  struct sigaction action = {};
  action.sa_handler = [](int) {
    if (interrupted.exchange(true)) _exit(static_cast<int>(ExitCode::interrupted));  // a second Ctrl-C does not wait
  };
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupt_requested() { return interrupted; }

void check_interrupt() {
  if (interrupted) throw Interrupted();
}

}  // namespace mote
