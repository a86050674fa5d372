// Cells of a CSV line.
#include "base/csv.h"

namespace mote {

std::vector<std::string> csv_cells(std::string_view line) {
  constexpr std::string_view around = " \t\r\"";
  std::vector<std::string> cells;
  for (size_t start = 0; start <= line.size();) {
    const size_t end = std::min(line.find(',', start), line.size());
    std::string_view cell = line.substr(start, end - start);
    cell.remove_prefix(std::min(cell.find_first_not_of(around), cell.size()));
    cell.remove_suffix(cell.size() - (cell.find_last_not_of(around) + 1));
    cells.emplace_back(cell);
    start = end + 1;
  }
  return cells;
}

}  // namespace mote
