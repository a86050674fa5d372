// Audio files as labelled samples, read by libsndfile and resampled by libsamplerate.
#include "data/audio.h"

#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "base/error.h"
#include "data/format.h"
#include "data/labelled_files.h"

namespace mote {
namespace {

const std::set<std::string> extensions = {".wav", ".flac", ".ogg"};

struct CloseFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};

// The mean of the channels, as floats of full scale 1.
std::vector<float> mixed(const std::vector<float>& frames, int32_t channels) {
  std::vector<float> mono(frames.size() / channels);
  for (size_t i = 0; i < mono.size(); ++i) {
    float sum = 0;
    for (int32_t c = 0; c < channels; ++c) sum += frames[i * channels + c];
    mono[i] = sum / static_cast<float>(channels);
  }
  return mono;
}

std::vector<float> resampled(const std::vector<float>& input, double ratio, const std::string& file) {
  std::vector<float> output(static_cast<size_t>(std::llround(static_cast<double>(input.size()) * ratio)));
  SRC_DATA data = {};
  data.data_in = input.data(), data.input_frames = static_cast<long>(input.size());
  data.data_out = output.data(), data.output_frames = static_cast<long>(output.size());
  data.src_ratio = ratio;
  if (const int error = src_simple(&data, SRC_SINC_BEST_QUALITY, 1); error != 0)
    fail("{}: can't be resampled: {}", file, src_strerror(error));
  output.resize(static_cast<size_t>(data.output_frames_gen));
  return output;
}

std::vector<int16_t> to_int16(const std::vector<float>& values) {
  std::vector<int16_t> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(),
                 [](float v) { return static_cast<int16_t>(std::clamp(std::lround(v * 32768.0f), -32768L, 32767L)); });
  return result;
}

// libsndfile does not scale floats that are read as integers.
bool holds_integers(int format) {
  const int width = format & SF_FORMAT_SUBMASK;
  return width == SF_FORMAT_PCM_S8 || width == SF_FORMAT_PCM_U8 || width == SF_FORMAT_PCM_16 ||
         width == SF_FORMAT_PCM_24 || width == SF_FORMAT_PCM_32;
}

void open_audio(const DataOptions& options, Dataset& dataset) {
  dataset.kind = SampleKind::audio;
  dataset.rate_hz = options.rate_hz;
  list_labelled_files(options, extensions, dataset);
  const Recording first = read_recording(options.path / dataset.samples.at(0).name, options.rate_hz);
  if (first.source_rate_hz != options.rate_hz)
    dataset.notes.push_back(fmt::format("resampled from {} Hz to {} Hz", first.source_rate_hz, options.rate_hz));
  if (first.source_channels > 1)
    dataset.notes.push_back(fmt::format("{} channels mixed to one", first.source_channels));
  dataset.read_audio = [folder = options.path, rate = options.rate_hz](const Sample& sample) {
    return read_recording(folder / sample.name, rate).samples;
  };
}

}  // namespace

Recording read_recording(const std::filesystem::path& path, int32_t rate_hz) {
  SF_INFO info = {};
  const std::unique_ptr<SNDFILE, CloseFile> file(sf_open(path.c_str(), SFM_READ, &info));
  if (!file) fail("{}: is no recording that can be read: {}", path.string(), sf_strerror(nullptr));
  if (info.channels < 1 || info.channels > 64 || info.samplerate < 1)
    fail("{}: has {} channels at {} Hz", path.string(), info.channels, info.samplerate);
  Recording recording{{}, info.samplerate, info.channels};
  const auto frames = std::min<sf_count_t>(info.frames, sf_count_t{1} << 30);
  if (info.channels == 1 && info.samplerate == rate_hz && holds_integers(info.format)) {
    recording.samples.resize(static_cast<size_t>(frames));
    recording.samples.resize(
        static_cast<size_t>(std::max<sf_count_t>(0, sf_readf_short(file.get(), recording.samples.data(), frames))));
  } else {
    std::vector<float> values(static_cast<size_t>(frames * info.channels));
    values.resize(static_cast<size_t>(std::max<sf_count_t>(0, sf_readf_float(file.get(), values.data(), frames)) *
                                      info.channels));
    std::vector<float> mono = mixed(values, info.channels);
    if (info.samplerate != rate_hz && !mono.empty())
      mono = resampled(mono, static_cast<double>(rate_hz) / info.samplerate, path.string());
    recording.samples = to_int16(mono);
  }
  if (recording.samples.empty()) fail("{}: has no samples", path.string());
  return recording;
}

void write_wav(const std::filesystem::path& path, const std::vector<int16_t>& samples, int32_t rate_hz) {
  SF_INFO info = {};
  info.samplerate = rate_hz, info.channels = 1, info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
  const std::unique_ptr<SNDFILE, CloseFile> file(sf_open(path.c_str(), SFM_WRITE, &info));
  if (!file) fail("{}: can't be written: {}", path.string(), sf_strerror(nullptr));
  const auto count = static_cast<sf_count_t>(samples.size());
  if (sf_writef_short(file.get(), samples.data(), count) != count) fail("{}: can't be written whole", path.string());
}

const DataFormat& audio_format() {
  static const DataFormat format{
      "audio", [](const std::filesystem::path& folder) { return !first_file(folder, extensions).empty(); }, open_audio};
  return format;
}

}  // namespace mote
