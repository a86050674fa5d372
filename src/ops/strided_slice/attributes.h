// Attributes of strided_slice: in each dimension the elements begin, begin + step, ... before end is reached. All
// masks and negative positions of a format are resolved by its importer; a dimension is dropped by a reshape after it.
#pragma once

#include "base/attributes.h"

namespace mote {

struct StridedSliceAttributes {
  static constexpr std::string_view operator_name = "strided_slice";

  std::vector<int32_t> begin;  // one for each dimension, 0 <= begin < size
  std::vector<int32_t> end;    // 0 to size where step > 0, -1 to size - 1 where step < 0
  std::vector<int32_t> step;   // not 0

  void visit(auto&& field) { field("begin", begin), field("end", end), field("step", step); }
};

}  // namespace mote
