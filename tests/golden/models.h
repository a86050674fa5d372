// The public models and random operators that have reference outputs in the shared data.
#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "base/npy.h"
#include "base/testing.h"

namespace mote::golden {

struct Model {
  std::string name;
  std::string file;  // below the shared data
  bool is_float;
  int real_samples;   // those before the random ones; the first two random samples of an integer model are extreme
  int float_samples;  // of a float model that CI takes: one where it is large
};

inline const std::vector<Model>& models() {
  static const std::vector<Model> table = {
      {"kws_ref_model", "mlperf-tiny/models/kws_ref_model.tflite", false, 32, 0},
      {"pretrainedResnet_quant", "mlperf-tiny/models/pretrainedResnet_quant.tflite", false, 32, 0},
      {"pretrainedResnet_large_int8", "mlperf-tiny/models/pretrainedResnet_large_int8.tflite", false, 32, 0},
      {"vww_96_int8", "mlperf-tiny/models/vww_96_int8.tflite", false, 8, 0},
      {"ad01_int8", "mlperf-tiny/models/ad01_int8.tflite", false, 32, 0},
      {"str_ww_ref_model", "mlperf-tiny/models/str_ww_ref_model.tflite", false, 23, 0},
      {"hello_world_int8", "tflm/hello_world_int8.tflite", false, 0, 0},
      {"person_detect", "tflm/person_detect.tflite", false, 8, 0},
      {"micro_speech_quantized", "tflm/micro_speech_quantized.tflite", false, 4, 0},
      {"pretrainedResnet", "mlperf-tiny/models/pretrainedResnet.tflite", true, 2, 1},
      {"vww_96_float", "mlperf-tiny/models/vww_96_float.tflite", true, 1, 1},
      {"ad01_fp32", "mlperf-tiny/models/ad01_fp32.tflite", true, 16, 1},
      {"hello_world_float", "tflm/hello_world_float.tflite", true, 32, 64},
  };
  return table;
}

// The rows `indices` of an array whose first axis counts samples.
inline Array rows(const Array& array, const std::vector<int>& indices) {
  Array result{array.type, array.shape, {}};
  result.shape[0] = static_cast<int64_t>(indices.size());
  const size_t row = array.bytes.size() / static_cast<size_t>(array.shape[0]);
  for (int index : indices)
    result.bytes.insert(result.bytes.end(), array.bytes.begin() + index * row, array.bytes.begin() + (index + 1) * row);
  return result;
}

// The samples that CI takes (four real and two extreme ones), or all of them where `full`.
inline std::vector<int> chosen_samples(const Model& model, int available, bool full) {
  std::vector<int> chosen;
  const int float_samples = full ? available : model.float_samples;
  for (int i = 0; i < available; ++i) {
    const bool ci = model.real_samples == 0 || i < 4 || i == model.real_samples || i == model.real_samples + 1;
    if (model.is_float ? i < float_samples : full || ci) chosen.push_back(i);
  }
  return chosen;
}

struct Difference {
  int64_t elements = 0, differing = 0;
  double largest = 0, largest_output = 0;  // of a float model: largest difference, largest |output|
};

inline Difference compare(const Array& got, const Array& expected) {
  Difference difference{expected.elements(), 0, 0, 0};
  if (got.bytes.size() != expected.bytes.size() || got.type != expected.type)
    return {difference.elements, difference.elements, INFINITY, 0};
  if (expected.type != ElementType::float32) {
    for (size_t i = 0; i < got.bytes.size(); ++i) difference.differing += got.bytes[i] != expected.bytes[i];
    return difference;
  }
  const std::vector<float> a = got.values<float>(), b = expected.values<float>();
  for (size_t i = 0; i < a.size(); ++i) {
    difference.differing += std::memcmp(&a[i], &b[i], sizeof(float)) != 0;
    difference.largest = std::fmax(difference.largest, std::fabs(double(a[i]) - double(b[i])));
    difference.largest_output = std::fmax(difference.largest_output, std::fabs(double(b[i])));
  }
  return difference;
}

}  // namespace mote::golden
