// Lines of a CSV file as people write them: cells between commas, without the spaces and quotes around them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mote {

// "a, \"b\",": a, b and an empty cell. Commas within quotes are not supported.
std::vector<std::string> csv_cells(std::string_view line);

}  // namespace mote
