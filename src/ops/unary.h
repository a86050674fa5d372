// What operators on one input, element by element, share on the host.
#pragma once

#include <functional>

#include "ops/operator.h"

namespace mote {

// One input and one output of one type (float32 or quantized int8), of the same shape.
void check_unary(const Call& call);
std::vector<Shape> infer_same_shape(const Call& call);

// The function of each int8, as a table.
Lowered lower_lookup(const Call& call, const std::function<int8_t(int8_t)>& function);
InstructionCost lookup_cost(const Call& call);

// logistic and tanh on int8: `of_q4` takes a Q4.27 to a Q31, of which the output keeps `fraction_bits` with the
// output's zero point. Source: the TFLite reference kernels.
Lowered lower_fixed_point_function(const Call& call, int32_t (*of_q4)(int32_t), int fraction_bits);
void check_fixed_output(const Call& call, float scale, int32_t zero_point);

// float: output[i] = function(input[i]).
inline double unary_elements(const Call& call) { return static_cast<double>(call.output().elements()); }

}  // namespace mote
