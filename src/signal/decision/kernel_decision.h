// From the model's scores, inference after inference, to decisions: a moving average, a threshold, a time of rest.
#ifndef MOTE_SIGNAL_DECISION_KERNEL_DECISION_H_
#define MOTE_SIGNAL_DECISION_KERNEL_DECISION_H_

#include "base/device/fixed_point.h"

namespace mote {
namespace device {

// A layer that describes decisions has these fields:
//   int32_t labels;
//   int32_t averaged;            inferences whose scores are averaged
//   int32_t threshold;           of an average, in steps of the model's output: it must be reached
//   int32_t rest;                inferences after a decision in which there is no other
//   int32_t zero_point, score_multiplier, score_shift;  from steps to thousandths
//   const int8_t* reported;      [labels] 0: it wins without being told ("silence")
struct DecisionLayer {
  int32_t labels, averaged, threshold, rest, zero_point, score_multiplier, score_shift;
  const int8_t* reported;
};

// All zero at the start; the history of scores, [averaged, labels] of int8_t, stands behind it.
struct DecisionState {
  int32_t held;       // inferences in the history
  int32_t next;       // the row of the history that the next scores go to
  int32_t rest_left;  // inferences
};

struct Decision {
  int32_t label;              // -1: none
  int32_t score_thousandths;  // the average of what the model gives, times 1,000
};

// The sum of a label's scores in the history.
template <class Layer>
inline int32_t decision_sum(const Layer& layer, const DecisionState& state, const int8_t* history, int32_t label) {
  int32_t sum = 0;
  for (int32_t row = 0; row < state.held; ++row) sum += history[row * layer.labels + label];
  return sum;
}

// The label with the highest sum, the first of equal ones.
template <class Layer>
inline int32_t best_label(const Layer& layer, const DecisionState& state, const int8_t* history) {
  int32_t best = 0, best_sum = decision_sum(layer, state, history, 0);
  for (int32_t label = 1; label < layer.labels; ++label) {
    const int32_t sum = decision_sum(layer, state, history, label);
    if (sum > best_sum) best = label, best_sum = sum;
  }
  return best;
}

// Takes the scores [labels] of an inference. memory: a DecisionState and its history.
template <class Layer>
inline void decide(const Layer& layer, const int8_t* scores, Decision* decision, void* memory) {
  DecisionState& state = *static_cast<DecisionState*>(memory);
  int8_t* history = reinterpret_cast<int8_t*>(&state + 1);
  for (int32_t label = 0; label < layer.labels; ++label) history[state.next * layer.labels + label] = scores[label];
  state.next = state.next + 1 < layer.averaged ? state.next + 1 : 0;
  state.held = minimum(state.held + 1, layer.averaged);

  decision->label = -1;
  decision->score_thousandths = 0;
  if (state.rest_left > 0) {
    --state.rest_left;
    return;
  }
  const int32_t label = best_label(layer, state, history);
  const int32_t sum = decision_sum(layer, state, history, label);
  if (layer.reported[label] == 0 || sum < layer.threshold * state.held) return;
  const int32_t above_zero = sum - layer.zero_point * state.held;
  decision->label = label;
  decision->score_thousandths =
      multiply_by_quantized_multiplier(above_zero, layer.score_multiplier, layer.score_shift) / state.held;
  state.rest_left = layer.rest;
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_SIGNAL_DECISION_KERNEL_DECISION_H_
