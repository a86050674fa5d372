// A model's inputs for checks.
#include "project/real_inputs.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/text_table.h"

namespace mote {
namespace {

double unit(std::mt19937& random) { return random() / 4294967296.0; }
// Of mean 0 and deviation 1, nearly normal.
double noise(std::mt19937& random) {
  return (unit(random) + unit(random) + unit(random) + unit(random) - 2) * std::sqrt(3.0);
}

// use(i, value) for each element: what stands there now and gets what `use` returns.
template <class T>
void map_elements(Bytes& bytes, double low, double high, auto&& use) {
  for (size_t i = 0; i + sizeof(T) <= bytes.size(); i += sizeof(T)) {
    const double value = std::clamp(use(i), low, high);
    const T stored = static_cast<T>(std::is_integral_v<T> ? std::round(value) : value);
    std::memcpy(&bytes[i], &stored, sizeof(T));
  }
}

template <class T>
double element(const Bytes& bytes, size_t i) {
  T value;
  std::memcpy(&value, &bytes[i], sizeof(T));
  return static_cast<double>(value);
}

template <class T>
void fill_smooth(Bytes& bytes, double low, double high, std::mt19937& random) {
  const double mean = low + (high - low) * unit(random), coefficient = unit(random);
  const double deviation = (high - low) * std::exp2(-1 - 6 * unit(random));
  double at = mean;
  map_elements<T>(bytes, low, high, [&](size_t) {
    const double step = deviation * std::sqrt(1 - coefficient * coefficient);
    return at = mean + coefficient * (at - mean) + step * noise(random);
  });
}

template <class T>
void mix(Bytes& bytes, const Bytes& other, double low, double high, std::mt19937& random) {
  const double part = unit(random) < 0.5 ? 1 : unit(random), spread = (high - low) / 64;
  const double shift = 4 * spread * (2 * unit(random) - 1), grain = unit(random) < 0.5 ? 0 : spread * unit(random);
  map_elements<T>(bytes, low, high, [&](size_t i) {
    return part * element<T>(bytes, i) + (1 - part) * element<T>(other, i) + shift + grain * noise(random);
  });
}

// use(type, low, high) with the tensor's C++ type and the range of its values.
void with_type(const Tensor& tensor, auto&& use) {
  switch (tensor.type) {
    case ElementType::float32:
      return use(float{}, -4.0, 4.0);
    case ElementType::int8:
      return use(int8_t{}, -128.0, 127.0);
    case ElementType::int16:
      return use(int16_t{}, -32768.0, 32767.0);
    case ElementType::int32:
      return use(int32_t{}, -32768.0, 32767.0);
    case ElementType::int64:
      return use(int64_t{}, -32768.0, 32767.0);
    case ElementType::uint8:
      return use(uint8_t{}, 0.0, 255.0);
    case ElementType::boolean:
      return use(uint8_t{}, 0.0, 1.0);
  }
}

}  // namespace

std::vector<std::vector<Bytes>> read_real_inputs(const Graph& graph, const std::filesystem::path& file,
                                                 const FeedOptions& options) {
  if (graph.inputs.size() != 1)
    fail("{}: the model has {} inputs, a file of samples serves one", file.string(), graph.inputs.size());
  const Array inputs = feed(graph.input(0), read_npy(file), options).inputs;
  const auto size = static_cast<size_t>(graph.input(0).bytes());
  std::vector<std::vector<Bytes>> samples;
  for (auto at = inputs.bytes.begin(); at != inputs.bytes.end(); at += size) samples.push_back({Bytes(at, at + size)});
  if (samples.empty()) fail("{}: there are no samples", file.string());
  return samples;
}

std::vector<Bytes> LikeReal::sample(int64_t index) const {
  const auto given = static_cast<int64_t>(real_.size());
  if (index < given) return real_[index];
  std::mt19937 random(static_cast<uint32_t>(index));
  std::vector<Bytes> inputs;
  for (size_t i = 0; i < graph_.inputs.size(); ++i) {
    const Tensor& tensor = graph_.input(i);
    Bytes& bytes = inputs.emplace_back(given > 0 ? real_[random() % real_.size()][i] : Bytes(tensor.bytes()));
    with_type(tensor, [&]<class T>(T, double low, double high) {
      if (given > 0)
        mix<T>(bytes, real_[random() % real_.size()][i], low, high, random);
      else
        fill_smooth<T>(bytes, low, high, random);
    });
  }
  return inputs;
}

std::string LikeReal::description() const {
  return real_.empty() ? "smooth random ones" : fmt::format("{} real ones and mixtures of them", grouped(real_.size()));
}

}  // namespace mote
