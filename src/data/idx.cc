// IDX files (the form of MNIST and its kin), plain or gzipped: train-* are for training, t10k-* for the test.
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/hash.h"
#include "data/format.h"

namespace mote {
namespace fs = std::filesystem;
namespace {

struct IdxFile {
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;
};

fs::path find_file(const fs::path& folder, const std::string& stem) {
  for (const char* ending : {".gz", ""})
    if (fs::is_regular_file(folder / (stem + ending))) return folder / (stem + ending);
  return {};
}

std::vector<uint8_t> read_unzipped(const fs::path& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) fail("{}: can't be read", path.string());
  std::vector<uint8_t> bytes;
  std::vector<uint8_t> buffer(1 << 20);
  for (int count; (count = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()))) != 0;) {
    if (count < 0) fail("{}: is damaged: {}", path.string(), gzerror(file.get(), &count));
    bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + count);
  }
  return bytes;
}

IdxFile read_idx(const fs::path& path) {
  const std::vector<uint8_t> bytes = read_unzipped(path);
  if (bytes.size() < 4 || bytes[0] || bytes[1] || bytes[2] != 8 || bytes[3] < 1 || bytes[3] > 3)
    fail("{}: is no IDX file of bytes with one to three dimensions", path.string());
  const size_t header = 4 + 4u * bytes[3];
  IdxFile file;
  int64_t count = 1;
  for (size_t at = 4; at < header && header <= bytes.size(); at += 4) {
    file.shape.push_back(int64_t{bytes[at]} << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]);
    if (__builtin_mul_overflow(count, file.shape.back(), &count)) fail("{}: its shape is too large", path.string());
  }
  if (header > bytes.size() || static_cast<int64_t>(bytes.size() - header) != count)
    fail("{}: is truncated: {} bytes of data, its header says {}", path.string(),
         bytes.size() - std::min(header, bytes.size()), count);
  file.bytes.assign(bytes.begin() + static_cast<long>(header), bytes.end());
  return file;
}

std::vector<std::string> class_names(const DataOptions& options, int32_t classes) {
  if (!options.class_names.empty() && static_cast<int32_t>(options.class_names.size()) != classes)
    fail("{}: there are {} class names for {} classes", options.path.string(), options.class_names.size(), classes);
  std::vector<std::string> names = options.class_names;
  for (auto c = static_cast<int32_t>(names.size()); c < classes; ++c) names.push_back(std::to_string(c));
  return names;
}

// Appends the samples of one side; returns its images.
std::vector<uint8_t> read_side(const fs::path& folder, const std::string& stem, Split split, Dataset& dataset) {
  const IdxFile images = read_idx(find_file(folder, stem + "-images-idx3-ubyte"));
  const IdxFile labels = read_idx(find_file(folder, stem + "-labels-idx1-ubyte"));
  if (images.shape.size() != 3 || labels.shape.size() != 1 || images.shape[0] != labels.shape[0])
    fail("{}: {} has {} images and {} labels", folder.string(), stem, images.shape[0], labels.shape[0]);
  if (dataset.height != 0 && (images.shape[1] != dataset.height || images.shape[2] != dataset.width))
    fail("{}: the images of {} differ in size from the others", folder.string(), stem);
  dataset.height = static_cast<int32_t>(images.shape[1]), dataset.width = static_cast<int32_t>(images.shape[2]);
  for (int64_t i = 0; i < labels.shape[0]; ++i)
    dataset.samples.push_back({fmt::format("{}/{:05}", stem, i), labels.bytes[i], "", split, i});
  return images.bytes;
}

void open_idx(const DataOptions& options, Dataset& dataset) {
  dataset.kind = SampleKind::image;
  dataset.channels = 1;
  dataset.sides_given = !find_file(options.path, "t10k-images-idx3-ubyte").empty();
  std::vector<uint8_t> bytes = read_side(options.path, "train", Split::train, dataset);
  const size_t train_count = dataset.samples.size();
  if (dataset.sides_given) {
    const std::vector<uint8_t> test = read_side(options.path, "t10k", Split::test, dataset);
    bytes.insert(bytes.end(), test.begin(), test.end());
    for (size_t i = train_count; i < dataset.samples.size(); ++i) dataset.samples[i].index = static_cast<int64_t>(i);
  }
  int32_t classes = 0;
  for (const Sample& sample : dataset.samples) classes = std::max(classes, sample.label + 1);
  dataset.classes = class_names(options, classes);
  dataset.identity = hash_of(bytes);
  const size_t size = static_cast<size_t>(dataset.height) * dataset.width;
  auto shared = std::make_shared<const std::vector<uint8_t>>(std::move(bytes));
  dataset.read_pixels = [shared, size](const Sample& sample) {
    const auto start = shared->begin() + static_cast<long>(static_cast<size_t>(sample.index) * size);
    return std::vector<uint8_t>(start, start + static_cast<long>(size));
  };
}

}  // namespace

const DataFormat& idx_format() {
  static const DataFormat format{
      "idx", [](const fs::path& folder) { return !find_file(folder, "train-images-idx3-ubyte").empty(); }, open_idx};
  return format;
}

}  // namespace mote
