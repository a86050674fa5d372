// Regions that are functions.
#include <algorithm>
#include <fstream>

#include "device/plugin/regions.h"

namespace mote::counter {
namespace {

class FunctionRegions : public Regions {
 public:
  explicit FunctionRegions(const char* path) {
    std::ifstream file(path);
    file >> std::hex >> begin_ >> end_;
    for (Function function; file >> function.start >> function.end;) functions_.push_back(function);
    counts_.resize(functions_.size() + 1);  // the last: code outside of every function
    counting_ = begin_ == 0;
  }

  bool cuts_at(uint64_t address) const override {
    if (address == begin_ || (end_ != 0 && address == end_)) return true;
    const auto it = std::lower_bound(functions_.begin(), functions_.end(), address,
                                     [](const Function& f, uint64_t a) { return f.start < a; });
    return it != functions_.end() && it->start == address;
  }

  void executed(Segment& segment, const Segment* previous, bool jumped) override {
    if (counting_ && jumped && previous->region >= 0) ++counts_[previous->region].column[branch_taken];
    if (previous != nullptr && previous->ends_in_call && jumped) returns_.push_back(previous->end);
    if (counting_ && segment.start == stop_) counting_ = false;
    if (!counting_ && begin_ != 0 && segment.start == begin_) {
      counting_ = true;
      stop_ = end_ != 0 || returns_.empty() ? end_ : returns_.back();
    }
    if (!returns_.empty() && returns_.back() == segment.start) returns_.pop_back();
    current_counts_ = counting_ ? region_of(segment) : -1;
    if (!counting_) return;
    Counts& counts = counts_[current_counts_];
    counts.add(segment.counts);
    if (segment.at_cut && segment.start != end_) ++counts.entries;
  }

 private:
  struct Function {
    uint64_t start, end;
  };

  int region_of(Segment& segment) const {
    if (segment.region >= 0) return segment.region;
    auto it = std::upper_bound(functions_.begin(), functions_.end(), segment.start,
                               [](uint64_t a, const Function& f) { return a < f.start; });
    const bool inside = it != functions_.begin() && segment.start < (--it)->end;
    return segment.region = static_cast<int>(inside ? it - functions_.begin() : functions_.end() - functions_.begin());
  }

  std::vector<Function> functions_;
  std::vector<uint64_t> returns_;  // of the calls that have not returned: a function may be entered by a plain branch
  uint64_t begin_ = 0, end_ = 0, stop_ = 0;
  bool counting_ = false;
};

}  // namespace

std::unique_ptr<Regions> function_regions(const char* file) { return std::make_unique<FunctionRegions>(file); }

}  // namespace mote::counter
