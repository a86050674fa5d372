// Calibration: which range each activation of a float graph takes over given samples.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "graph/execute.h"
#include "graph/graph.h"

namespace mote {

// Inputs of a graph, one after the other: `inputs(i)` has the bytes of each of its inputs for sample i.
struct SampleSource {
  int64_t count = 0;
  std::function<std::vector<Bytes>(int64_t index)> inputs;
};

enum class RangeMethod : uint8_t {
  min_max,     // all that occurred
  percentile,  // cuts off the same part of values at both ends
  mse,         // cuts where clipping and rounding together err least, by squares
};

// "min_max", "percentile" or "mse"; throws InputError listing them where none matches.
RangeMethod range_method_named(std::string_view name);

struct CalibrationOptions {
  RangeMethod method = RangeMethod::mse;
  float percentile = 99.99f;
};

struct ValueRange {
  float min = 0, max = 0;
  bool operator==(const ValueRange&) const = default;
};

struct Calibration {
  std::vector<ValueRange> ranges;  // by tensor; 0 to 0 for constants
};

// Runs the float graph on every sample (twice unless min_max). Throws InputError where there is no sample or a value is
// not finite.
Calibration calibrate(const Graph& graph, const SampleSource& samples, const CalibrationOptions& options = {});

// The part of a histogram over [range.min, range.max] to keep, by each method. For calibrate() and its tests.
ValueRange percentile_range(const std::vector<int64_t>& histogram, ValueRange range, double percentile);
ValueRange mse_range(const std::vector<int64_t>& histogram, ValueRange range);

}  // namespace mote
