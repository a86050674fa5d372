// A progress bar, or plain lines where output is piped.
#include "base/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace mote {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

std::string duration_text(double seconds) {
  const int whole = static_cast<int>(seconds + 0.5);
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{}:{:02} min", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(std::string title, int64_t total)
    : title_(std::move(title)), total_(total), terminal_(::isatty(2) == 1), start_(Clock::now()), drawn_(start_) {
  if (terminal_) draw("");
}

Progress::~Progress() { finish(); }

void Progress::advance(int64_t by, const std::string& note) {
  done_ += by;
  const double pause = terminal_ ? 0.1 : 15.0;
  if (seconds_between(drawn_, Clock::now()) >= pause || done_ >= total_) draw(note);
}

void Progress::draw(const std::string& note) {
  drawn_ = Clock::now();
  const double elapsed = seconds_between(start_, drawn_);
  const double share = total_ > 0 ? static_cast<double>(done_) / static_cast<double>(total_) : 1.0;
  const std::string left = done_ >= total_ ? duration_text(elapsed)
                           : done_ > 0     ? duration_text(elapsed / share * (1 - share)) + " left"
                                           : "";
  if (terminal_) {
    const int filled = static_cast<int>(share * 20);
    std::string line = fmt::format("{} [{:=<{}}{:{}}] {}/{} {} {}", title_, "", filled, "", 20 - filled, done_, total_,
                                   left, note);
    if (line.size() > 79) line.resize(79);
    fmt::print(stderr, "\r{:<79}", line);
  } else {
    fmt::print(stderr, "{} {}/{} {} {}\n", title_, done_, total_, left, note);
  }
  std::fflush(stderr);
}

void Progress::finish() {
  if (open_ && terminal_) fmt::print(stderr, "\r{:79}\r", "");
  open_ = false;
}

}  // namespace mote
