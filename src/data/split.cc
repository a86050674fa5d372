// Dealing samples to sides.
#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/error.h"
#include "base/hash.h"
#include "data/dataset.h"

namespace mote {
namespace {

// The keys in an order that depends on the seed and on nothing else.
std::vector<std::string> shuffled(const std::set<std::string>& keys, uint64_t seed) {
  std::vector<std::pair<std::string, std::string>> order;
  for (const std::string& key : keys) order.emplace_back(hash_of(fmt::format("{}/{}", seed, key)), key);
  std::sort(order.begin(), order.end());
  std::vector<std::string> result;
  for (auto& [hash, key] : order) result.push_back(std::move(key));
  return result;
}

// The side of each key: the first go to test, the next to val, the rest to train.
std::map<std::string, Split> deal(const std::set<std::string>& keys, double test, double val, uint64_t seed) {
  const std::vector<std::string> order = shuffled(keys, seed);
  const auto count = [&](double share) {
    return share > 0 ? std::max<size_t>(1, std::lround(share * static_cast<double>(order.size()))) : 0;
  };
  const size_t tests = count(test), vals = count(val);
  if (tests + vals >= order.size())
    fail("{} samples or groups can't be split into train, {} % val and {} % test; add recordings", order.size(),
         val * 100, test * 100);
  std::map<std::string, Split> sides;
  for (size_t i = 0; i < order.size(); ++i)
    sides[order[i]] = i < tests ? Split::test : i < tests + vals ? Split::val : Split::train;
  return sides;
}

// Deals the samples for which `chosen` holds, class by class.
template <class Chosen>
void deal_by_class(std::vector<Sample>& samples, double test, double val, uint64_t seed, Chosen chosen) {
  std::map<int32_t, std::set<std::string>> names;
  for (const Sample& sample : samples)
    if (chosen(sample)) names[sample.label].insert(sample.name);
  for (const auto& [label, keys] : names) {
    const auto sides = deal(keys, test, val, seed);
    for (Sample& sample : samples)
      if (sample.label == label && chosen(sample)) sample.split = sides.at(sample.name);
  }
}

// "-" is a sample without a group that need not have one, such as silence: it stands alone.
const std::string& group_of(const Sample& sample) { return sample.group == "-" ? sample.name : sample.group; }

// Deals the groups of the samples for which `chosen` holds.
template <class Chosen>
void deal_by_group(std::vector<Sample>& samples, double test, double val, uint64_t seed, Chosen chosen) {
  std::set<std::string> groups;
  for (const Sample& sample : samples) {
    if (!chosen(sample)) continue;
    if (sample.group.empty())
      fail("sample '{}' has no group; name groups in manifest.csv, or split by \"stratified\"", sample.name);
    groups.insert(group_of(sample));
  }
  const auto sides = deal(groups, test, val, seed);
  for (Sample& sample : samples)
    if (chosen(sample)) sample.split = sides.at(group_of(sample));
}

// The data names a test side but none to choose by: that is dealt from the train side.
void deal_val(std::vector<Sample>& samples, double val, uint64_t seed) {
  const auto not_test = [](const Sample& sample) { return sample.split != Split::test; };
  const bool grouped = std::all_of(samples.begin(), samples.end(), [](const Sample& s) { return !s.group.empty(); });
  if (grouped)
    deal_by_group(samples, 0, val, seed, not_test);
  else
    deal_by_class(samples, 0, val, seed, not_test);
}

}  // namespace

std::string_view name_of(Split split) {
  constexpr std::string_view names[] = {"train", "val", "test"};
  return names[static_cast<int>(split)];
}

void split_samples(std::vector<Sample>& samples, const SplitOptions& options) {
  if (options.test < 0 || options.val < 0 || options.test + options.val >= 1)
    fail("the split has test = {} and val = {}, expected shares of at least 0 and less than 1 together", options.test,
         options.val);
  const auto all = [](const Sample&) { return true; };
  if (options.by == "stratified") {
    deal_by_class(samples, options.test, options.val, options.seed, all);
  } else if (options.by == "group") {
    deal_by_group(samples, options.test, options.val, options.seed, all);
  } else if (options.by == "given") {
    const bool has_val = std::any_of(samples.begin(), samples.end(), [](auto& s) { return s.split == Split::val; });
    if (!has_val && options.val > 0) deal_val(samples, options.val, options.seed);
  } else {
    fail("samples can't be split by \"{}\", expected \"auto\", \"stratified\", \"group\" or \"given\"", options.by);
  }
}

void check_groups(const std::vector<Sample>& samples) {
  std::map<std::string, std::set<Split>> sides;
  for (const Sample& sample : samples)
    if (!sample.group.empty() && sample.group != "-") sides[sample.group].insert(sample.split);
  std::vector<std::string> leaking;
  for (const auto& [group, where] : sides)
    if (where.size() > 1) leaking.push_back(group);
  if (!leaking.empty())
    fail("{} groups stand on more than one side of the split ({}); split by \"group\"", leaking.size(),
         fmt::join(leaking.begin(), leaking.begin() + std::min<size_t>(5, leaking.size()), ", "));
}

}  // namespace mote
