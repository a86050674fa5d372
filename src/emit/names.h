// Names of the emitted code: valid C++ identifiers, unique and readable.
#pragma once

#include <string>
#include <string_view>

namespace mote {

// "Keyword spotting (v2)" as "keyword_spotting_v2"; a word of C++, `mote` or `std` gets a suffix.
std::string identifier_of(std::string_view text);

// "depthwise_conv2d_3" as "DepthwiseConv2d3".
std::string type_name_of(std::string_view identifier);

}  // namespace mote
