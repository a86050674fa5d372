// Regions between labels.
#include <cstdlib>

#include "device/plugin/regions.h"

namespace mote::counter {
namespace {

constexpr int nowhere = -1;

class LabelRegions : public Regions {
 public:
  explicit LabelRegions(const char* text) {
    while (*text != 0) {
      char* end = nullptr;
      const uint64_t address = std::strtoull(text, &end, 16);
      if (*end != ':') break;
      const int region = static_cast<int>(std::strtoul(end + 1, &end, 16));
      labels_.push_back({address, region, *end == '.'});
      counts_.resize(region + 1);
      text = *end == '.' ? end + 1 : end;
      if (*text == '+') ++text;
    }
  }

  bool cuts_at(uint64_t address) const override {
    for (const Label& label : labels_)
      if (label.address == address) return true;
    return false;
  }

  void executed(Segment& segment, const Segment*, bool jumped) override {
    if (current_ != nowhere && jumped) ++counts_[current_].column[branch_taken];
    if (segment.at_cut) reach(segment.start);
    if (current_ != nowhere) counts_[current_].add(segment.counts);
    current_counts_ = current_;
  }

 private:
  // Labels of steps without code share an address: all of them are reached, the last of them counts.
  void reach(uint64_t address) {
    for (const Label& label : labels_) {
      if (label.address != address) continue;
      ++counts_[label.region].entries;
      current_ = label.ends ? nowhere : label.region;
    }
  }

  struct Label {
    uint64_t address;
    int region;
    bool ends;
  };
  std::vector<Label> labels_;
  int current_ = nowhere;
};

}  // namespace

std::unique_ptr<Regions> label_regions(const char* text) { return std::make_unique<LabelRegions>(text); }

}  // namespace mote::counter
