// The activation that an operator applies to its own result.
#pragma once

#include <cstdint>

namespace mote {

enum class Activation : uint8_t { none, relu, relu6, relu_n1_to_1 };

}  // namespace mote
