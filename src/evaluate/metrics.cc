// Confusion, precision, recall, F1, intervals, area under the curve.
#include "evaluate/metrics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"

namespace mote {
namespace {

double share(int64_t part, int64_t whole) { return whole ? static_cast<double>(part) / static_cast<double>(whole) : 0; }

}  // namespace

Interval wilson_interval(int64_t right, int64_t count) {
  if (count == 0) return {0, 1};
  const double z = 1.959964, n = static_cast<double>(count), p = share(right, count);
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

std::vector<ClassFigures> Classification::per_class() const {
  std::vector<ClassFigures> figures(classes);
  for (int32_t c = 0; c < classes; ++c) {
    int64_t labelled = 0, predicted = 0;
    for (int32_t other = 0; other < classes; ++other) {
      labelled += confusion[c * classes + other];
      predicted += confusion[other * classes + c];
    }
    const int64_t hits = confusion[c * classes + c];
    figures[c] = {labelled, share(hits, predicted), share(hits, labelled), share(2 * hits, labelled + predicted)};
  }
  return figures;
}

double Classification::macro_f1() const {
  double sum = 0;
  for (const ClassFigures& figures : per_class()) sum += figures.f1;
  return classes ? sum / classes : 0;
}

Classification classify(std::span<const int32_t> labels, std::span<const int32_t> predictions, int32_t classes) {
  ensure(labels.size() == predictions.size(), "{} labels and {} predictions", labels.size(), predictions.size());
  Classification result{classes, std::vector<int64_t>(static_cast<size_t>(classes) * classes), 0, 0};
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes)
      fail("sample {} has the label {}, expected 0 to {}", i, labels[i], classes - 1);
    ensure(predictions[i] >= 0 && predictions[i] < classes, "prediction {} of {} classes", predictions[i], classes);
    ++result.confusion[labels[i] * classes + predictions[i]];
    ++result.count;
    result.right += labels[i] == predictions[i];
  }
  return result;
}

int32_t argmax(std::span<const float> values) {
  return static_cast<int32_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

double area_under_curve(std::span<const int32_t> labels, std::span<const double> scores) {
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return scores[a] < scores[b]; });
  double positives = 0, negatives = 0, pairs_won = 0;
  for (size_t start = 0; start < order.size();) {
    size_t end = start;
    double tied_positives = 0, tied_negatives = 0;
    for (; end < order.size() && scores[order[end]] == scores[order[start]]; ++end)
      (labels[order[end]] != 0 ? tied_positives : tied_negatives) += 1;
    pairs_won += tied_positives * (negatives + tied_negatives / 2);
    positives += tied_positives, negatives += tied_negatives;
    start = end;
  }
  if (positives == 0 || negatives == 0) fail("the labels hold one class only, expected both 0 and 1");
  return pairs_won / (positives * negatives);
}

}  // namespace mote
