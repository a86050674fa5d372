// Progress of long work: a bar with the time left on a terminal, a plain line now and then where output is piped.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mote {

class Progress {
 public:
  // Writes to standard error. `total` counts whatever advance() counts.
  Progress(std::string title, int64_t total);
  ~Progress();
  void advance(int64_t by = 1, const std::string& note = "");
  void finish();

 private:
  void draw(const std::string& note);
  std::string title_;
  int64_t total_, done_ = 0;
  bool terminal_, open_ = true;
  std::chrono::steady_clock::time_point start_, drawn_;
};

}  // namespace mote
