// Figures of a classifier or an anomaly score against labels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mote {

struct Interval {
  double low = 0, high = 0;
};

// The 95 % interval of a share of `right` in `count`. Source: Wilson, 1927.
Interval wilson_interval(int64_t right, int64_t count);

struct ClassFigures {
  int64_t support = 0;  // samples of the class
  double precision = 0, recall = 0, f1 = 0;
};

struct Classification {
  int32_t classes = 0;
  std::vector<int64_t> confusion;  // [classes, classes]: row is the label, column the prediction
  int64_t count = 0, right = 0;

  double accuracy() const { return count ? static_cast<double>(right) / static_cast<double>(count) : 0; }
  double macro_f1() const;
  std::vector<ClassFigures> per_class() const;
};

// Throws InputError where a label or a prediction is not in 0 ... classes - 1.
Classification classify(std::span<const int32_t> labels, std::span<const int32_t> predictions, int32_t classes);

// The index of the largest value, the lowest where several are.
int32_t argmax(std::span<const float> values);

// P(score of a positive > score of a negative), ties counted half. Labels are 0 or 1; throws InputError where one is
// absent.
double area_under_curve(std::span<const int32_t> labels, std::span<const double> scores);

}  // namespace mote
