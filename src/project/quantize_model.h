// mote quantize: a float model and samples to an int8 model.
#pragma once

#include <optional>
#include <string>

#include "compress/quantize.h"

namespace mote {

struct QuantizeRequest {
  std::string model, data, labels, out;  // data: samples as .npy; labels: a CSV file, or empty
  std::string calibration = "mse";       // or "min_max", "percentile"
  double input_scale = 1;                // the model's input is the file's number times this
  int samples = 500;                     // at most, spread evenly
};

// Writes the int8 graph in text form to `out`. Throws UsageError or InputError.
QuantizationReport quantize_file(const QuantizeRequest& request);

}  // namespace mote
