// Checks that many operators make of their tensors. All throw InputError with the call's operator and name.
#pragma once

#include <initializer_list>
#include <string_view>

#include "ops/operator.h"

namespace mote {

// As many inputs and outputs, none of them absent.
void check_counts(const Call& call, size_t inputs, size_t outputs = 1);

// One of these types.
void check_type(const Call& call, const Tensor& tensor, std::string_view what,
                std::initializer_list<ElementType> types);

// Input and output have one type.
void check_same_type(const Call& call, const Tensor& a, std::string_view a_is, const Tensor& b, std::string_view b_is);

// An integer tensor carries one finite scale above 0 and one zero point; a float tensor need not.
void check_quantized(const Call& call, const Tensor& tensor, std::string_view what);

// Values move from one to the other unchanged: the same type, scale and zero point.
void check_same_values(const Call& call, const Tensor& a, std::string_view a_is, const Tensor& b,
                       std::string_view b_is);

// An axis of the tensor.
void check_axis(const Call& call, const Tensor& tensor, int32_t axis);

// As many numbers as the tensor has dimensions.
void check_rank(const Call& call, const Tensor& tensor, size_t count, std::string_view what);

}  // namespace mote
