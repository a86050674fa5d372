// Data sets made here: class folders, manifests, IDX; the split, the checks, and recordings of every kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sndfile.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/file.h"
#include "data/audio.h"
#include "data/dataset.h"
#include "data/image.h"

namespace mote {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
namespace fs = std::filesystem;

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::vector<int16_t> tone(int32_t count, double step) {
  std::vector<int16_t> samples;
  for (int32_t i = 0; i < count; ++i) samples.push_back(static_cast<int16_t>(8000 * std::sin(step * i)));
  return samples;
}

// `count` short recordings for each of two classes.
void make_words(const fs::path& folder, int count) {
  for (const char* label : {"no", "yes"})
    for (int i = 0; i < count; ++i) {
      fs::create_directories(folder / label);
      write_wav(folder / label / fmt::format("{}.wav", i), tone(200, 0.1 + i), 16000);
    }
}

void write_sound(const fs::path& path, int format, int32_t channels, int32_t rate_hz,
                 const std::vector<float>& values) {
  SF_INFO info = {};
  info.samplerate = rate_hz, info.channels = channels, info.format = format;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  ASSERT_NE(file, nullptr);
  sf_writef_float(file, values.data(), static_cast<sf_count_t>(values.size()) / channels);
  sf_close(file);
}

TEST(Dataset, SplitsEachClassInTheSameSharesAndTheSameEveryTime) {
  TemporaryFolder folder;
  make_words(folder.path(), 10);
  const Dataset once = open_dataset({.path = folder.path()}), again = open_dataset({.path = folder.path()});
  EXPECT_THAT(once.classes, ElementsAre("no", "yes"));
  std::map<std::pair<int, Split>, int> counts;
  for (const Sample& sample : once.samples) ++counts[{sample.label, sample.split}];
  for (int label : {0, 1}) {
    EXPECT_EQ((counts[{label, Split::train}]), 7);
    EXPECT_EQ((counts[{label, Split::val}]), 1);
    EXPECT_EQ((counts[{label, Split::test}]), 2);
  }
  EXPECT_EQ(once.identity, again.identity);
  EXPECT_EQ(once.side(Split::test), again.side(Split::test));
}

TEST(Dataset, ItsIdentityChangesWithASample) {
  TemporaryFolder folder;
  make_words(folder.path(), 4);
  const std::string before = open_dataset({.path = folder.path()}).identity;
  write_wav(folder.path() / "no/0.wav", tone(200, 0.9), 16000);
  EXPECT_NE(open_dataset({.path = folder.path()}).identity, before);
}

TEST(Dataset, KeepsGroupsOnOneSide) {
  TemporaryFolder folder;
  make_words(folder.path(), 12);
  std::string manifest = "path,label,speaker\n";
  for (const char* label : {"no", "yes"})
    for (int i = 0; i < 12; ++i) manifest += fmt::format("{0}/{1}.wav,{0},s{2}\n", label, i, i / 2);
  write_file(folder.path() / "manifest.csv", manifest);
  DataOptions options{.path = folder.path()};
  options.split.test = 0.34, options.split.val = 0.17;
  std::map<std::string, std::set<Split>> sides;
  for (const Sample& sample : open_dataset(options).samples) sides[sample.group].insert(sample.split);
  EXPECT_EQ(sides.size(), 6u);
  for (const auto& [group, where] : sides) EXPECT_EQ(where.size(), 1u) << group;
}

TEST(Dataset, NamesAllMissingFilesOfAManifest) {
  TemporaryFolder folder;
  make_words(folder.path(), 3);
  write_file(folder.path() / "manifest.csv", std::string_view("path,label\na.wav,no\nb.wav,yes\nno/0.wav,no\n"));
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path()}); }),
              HasSubstr("2 files of manifest.csv are missing: a.wav, b.wav"));
}

TEST(Dataset, RefusesAGroupOnTwoSides) {
  TemporaryFolder folder;
  make_words(folder.path(), 3);
  std::string manifest = "path,label,split,speaker\n";
  for (const char* label : {"no", "yes"})
    for (int i = 0; i < 3; ++i) manifest += fmt::format("{0}/{1}.wav,{0},{2},ann\n", label, i, i ? "train" : "test");
  write_file(folder.path() / "manifest.csv", manifest);
  const DataOptions options{.path = folder.path()};
  EXPECT_THAT(message_of([&] { open_dataset(options); }), HasSubstr("more than one side of the split (ann)"));
}

TEST(Dataset, NamesAClassWithOneSampleAndAnEmptyOne) {
  TemporaryFolder folder;
  make_words(folder.path(), 4);
  fs::create_directories(folder.path() / "maybe");
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path()}); }), HasSubstr("class 'maybe' is empty"));
  write_wav(folder.path() / "maybe/0.wav", tone(100, 0.2), 16000);
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path()}); }), HasSubstr("class 'maybe' has 1 sample"));
}

TEST(Dataset, SaysThatAFolderIsNotThereOrHoldsNothing) {
  TemporaryFolder folder;
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path() / "x"}); }), HasSubstr("is no folder"));
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path()}); }), HasSubstr("no recordings found"));
}

TEST(Recording, TakesEveryWidthRateAndNumberOfChannels) {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "a.wav";
  for (int width : {SF_FORMAT_PCM_U8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT}) {
    write_sound(file, SF_FORMAT_WAV | width, 1, 16000, std::vector<float>(100, 0.25f));
    const Recording recording = read_recording(file, 16000);
    EXPECT_EQ(recording.samples.size(), 100u);
    EXPECT_NEAR(recording.samples[50], 8192, width == SF_FORMAT_PCM_U8 ? 256 : 1) << width;
  }
  write_sound(file, SF_FORMAT_WAV | SF_FORMAT_PCM_16, 2, 16000, {0.5f, 0.0f, 0.5f, 0.0f});
  EXPECT_THAT(read_recording(file, 16000).samples, ElementsAre(8192, 8192));
  write_sound(file, SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 1, 48000, std::vector<float>(4800, 0.25f));
  EXPECT_NEAR(static_cast<double>(read_recording(file, 16000).samples.size()), 1600, 2);
}

TEST(Recording, RefusesWhatHasNoSamplesOrIsNone) {
  TemporaryFolder folder;
  const fs::path file = folder.path() / "a.wav";
  write_wav(file, {}, 16000);
  EXPECT_THAT(message_of([&] { read_recording(file, 16000); }), HasSubstr("has no samples"));
  write_file(file, std::string_view("not sound at all"));
  EXPECT_THAT(message_of([&] { read_recording(file, 16000); }), HasSubstr("no recording that can be read"));
  write_file(file, std::string_view(""));
  EXPECT_NE(message_of([&] { read_recording(file, 16000); }), "");
}

void write_idx(const fs::path& path, std::vector<uint8_t> bytes, bool zipped) {
  if (!zipped) return write_file(path, bytes);
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
}

// Twelve training and four test images of 1x2 pixels, labels 0 and 1 in turn.
void make_idx(const fs::path& folder, bool zipped) {
  for (const auto& [stem, count] : {std::pair<std::string, uint8_t>{"train", 12}, {"t10k", 4}}) {
    std::vector<uint8_t> images = {0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 1, 0, 0, 0, 2},
                         labels = {0, 0, 8, 1, 0, 0, 0, count};
    for (uint8_t i = 0; i < count; ++i) images.insert(images.end(), {i, uint8_t(100 + i)}), labels.push_back(i % 2);
    write_idx(folder / (stem + "-images-idx3-ubyte" + (zipped ? ".gz" : "")), images, zipped);
    write_idx(folder / (stem + "-labels-idx1-ubyte" + (zipped ? ".gz" : "")), labels, zipped);
  }
}

TEST(Idx, ReadsPlainAndZipped) {
  for (bool zipped : {false, true}) {
    TemporaryFolder folder;
    make_idx(folder.path(), zipped);
    DataOptions options{.path = folder.path(), .class_names = {"shirt", "boot"}};
    options.split.by = "given";
    const Dataset dataset = open_dataset(options);
    EXPECT_EQ(dataset.kind, SampleKind::image);
    EXPECT_THAT(dataset.classes, ElementsAre("shirt", "boot"));
    EXPECT_EQ(dataset.side(Split::test).size(), 4u);
    EXPECT_EQ(dataset.side(Split::val).size(), 2u);
    EXPECT_THAT(dataset.read_pixels(dataset.samples[13]), ElementsAre(1, 101));
  }
}

TEST(Idx, RefusesATruncatedFile) {
  TemporaryFolder folder;
  make_idx(folder.path(), false);
  fs::resize_file(folder.path() / "train-images-idx3-ubyte", 20);
  EXPECT_THAT(message_of([&] { open_dataset({.path = folder.path()}); }), HasSubstr("is truncated"));
}

TEST(Image, ShrinksByTheMeanOfAreas) {
  const Image image{2, 4, 1, {0, 10, 20, 30, 0, 10, 20, 30}};
  EXPECT_THAT(resized(image, 1, 2).pixels, ElementsAre(5, 25));
}

TEST(Image, RefusesWhatIsNone) {
  TemporaryFolder folder;
  write_file(folder.path() / "a.png", std::string_view("\x89PNG\r\n\x1a\nrubbish"));
  EXPECT_THAT(message_of([&] { read_image(folder.path() / "a.png"); }), HasSubstr("a.png"));
}

}  // namespace
}  // namespace mote
