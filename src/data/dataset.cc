// Opening a data set: the format, the checks, the split, the identity.
#include "data/dataset.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "data/format.h"

namespace mote {

#define DATA_FORMAT(name) const DataFormat& name##_format();
#include "data/formats.def"
#undef DATA_FORMAT

namespace {

const DataFormat& choose_format(const DataOptions& options) {
  const DataFormat* const formats[] = {
#define DATA_FORMAT(name) &name##_format(),
#include "data/formats.def"
#undef DATA_FORMAT
  };
  std::vector<std::string_view> names;
  for (const DataFormat* format : formats) {
    if (options.format == format->name || (options.format == "auto" && format->recognises(options.path)))
      return *format;
    names.push_back(format->name);
  }
  if (options.format != "auto")
    fail("there is no data format \"{}\", expected auto, {}", options.format, fmt::join(names, ", "));
  fail(
      "{}: no recordings found; expected a folder for each class with WAV, FLAC, OGG, PNG or JPEG files, a "
      "manifest.csv, or IDX files",
      options.path.string());
}

void check_classes(const Dataset& dataset, const std::filesystem::path& path) {
  std::vector<int64_t> counts(dataset.classes.size());
  for (const Sample& sample : dataset.samples) ++counts[sample.label];
  if (dataset.classes.size() < 2)
    fail("{}: there is {} class, expected at least two", path.string(), dataset.classes.size());
  for (size_t c = 0; c < counts.size(); ++c) {
    if (counts[c] < 3)
      fail("{}: class '{}' has {} sample{}, expected at least 3 (one each to train, to choose and to judge)",
           path.string(), dataset.classes[c], counts[c], counts[c] == 1 ? "" : "s");
  }
}

void check_sides(const Dataset& dataset) {
  std::map<std::pair<int32_t, Split>, int64_t> counts;
  for (const Sample& sample : dataset.samples) ++counts[{sample.label, sample.split}];
  for (size_t c = 0; c < dataset.classes.size(); ++c)
    if (counts[{static_cast<int32_t>(c), Split::train}] == 0)
      fail("class '{}' has no sample on the train side of the split", dataset.classes[c]);
}

std::string best_split(const Dataset& dataset) {
  if (dataset.sides_given) return "given";
  const bool grouped =
      std::all_of(dataset.samples.begin(), dataset.samples.end(), [](auto& s) { return !s.group.empty(); });
  return grouped ? "group" : "stratified";
}

std::string identity_of(const Dataset& dataset, const DataOptions& options) {
  std::string text = fmt::format("{}/{}/{}x{}x{}\n", static_cast<int>(dataset.kind), dataset.rate_hz, dataset.height,
                                 dataset.width, dataset.channels);
  for (const std::string& name : dataset.classes) text += name + "\n";
  for (const Sample& sample : dataset.samples) {
    const std::filesystem::path file = options.path / sample.name;
    const std::string content = std::filesystem::is_regular_file(file) ? hash_of(read_bytes(file)) : "";
    text += fmt::format("{},{},{},{},{}\n", sample.name, sample.label, sample.group, name_of(sample.split), content);
  }
  return hash_of(text);
}

}  // namespace

std::vector<size_t> Dataset::side(Split split) const {
  std::vector<size_t> indices;
  for (size_t i = 0; i < samples.size(); ++i)
    if (samples[i].split == split) indices.push_back(i);
  return indices;
}

Dataset open_dataset(const DataOptions& options) {
  if (!std::filesystem::is_directory(options.path))
    fail("{}: is no folder; [data] path or --data names the folder of recordings", options.path.string());
  const DataFormat& format = choose_format(options);
  Dataset dataset;
  format.open(options, dataset);
  check_classes(dataset, options.path);
  if (options.split.by == "given" && !dataset.sides_given)
    fail("{}: the data gives no split; split by \"auto\", \"stratified\" or \"group\"", options.path.string());
  SplitOptions split = options.split;
  if (split.by == "auto") split.by = best_split(dataset);
  if (split.by == "given") check_groups(dataset.samples);  // as the data says, before more is dealt
  split_samples(dataset.samples, split);
  check_groups(dataset.samples);
  check_sides(dataset);
  dataset.identity += identity_of(dataset, options);
  return dataset;
}

}  // namespace mote
