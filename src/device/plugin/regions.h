// To which region an executed segment belongs: two ways of telling, one of which the plugin's arguments choose.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "device/plugin/counts.h"

namespace mote::counter {

class Regions {
 public:
  virtual ~Regions() = default;
  // Whether a segment has to begin at this address.
  virtual bool cuts_at(uint64_t address) const = 0;
  // `jumped`: the segment does not follow `previous` in memory. `previous` is null for the first.
  virtual void executed(Segment& segment, const Segment* previous, bool jumped) = 0;
  const std::vector<Counts>& counts() const { return counts_; }
  // Of the region that runs now; null where nothing is counted.
  Counts* current() { return current_counts_ < 0 ? nullptr : &counts_[static_cast<size_t>(current_counts_)]; }

 protected:
  int current_counts_ = -1;
  std::vector<Counts> counts_;
};

// Regions that last from their label to the next label. text: ADDRESS:REGION+...+ADDRESS:REGION. in hexadecimal; a
// region with a dot is not counted. Labels come in the order of their regions; a region may have several.
std::unique_ptr<Regions> label_regions(const char* text);

// Regions that are functions, from `begin` to `end`. file: "BEGIN END", then a line "START END" for each function by
// address, all in hexadecimal. BEGIN 0: from the start; END 0: until the function at BEGIN returns, or to the end.
std::unique_ptr<Regions> function_regions(const char* file);

}  // namespace mote::counter
