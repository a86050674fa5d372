// Distances from the order in which kernels read and write.
#include "ops/overlap.h"

#include <algorithm>
#include <limits>

namespace mote {
namespace {

constexpr int64_t never = std::numeric_limits<int64_t>::max() / 2;

// The lowest position that the window at `place` reads, or `never` where it lies in the padding.
int64_t first_read(const WindowAxis& axis, int64_t place) {
  int64_t position = place * axis.stride - axis.pad_before;
  for (int32_t tap = 0; tap < axis.kernel; ++tap, position += axis.dilation)
    if (position >= 0) return position < axis.input ? position : never;
  return never;
}

// For each output pixel the lowest byte that its window reads.
std::vector<int64_t> first_bytes_read(const WindowReads& r) {
  const int64_t rows = window_steps(r.height), columns = window_steps(r.width);
  std::vector<int64_t> lowest;
  for (int64_t batch = 0; batch < r.batches; ++batch)
    for (int64_t y = 0; y < rows; ++y)
      for (int64_t x = 0; x < columns; ++x) {
        const int64_t row = first_read(r.height, y), column = first_read(r.width, x);
        const bool reads = row != never && column != never;
        const int64_t pixel = (batch * r.height.input + row) * r.width.input + column;
        lowest.push_back(reads ? pixel * r.input_pixel_bytes : never);
      }
  return lowest;
}

}  // namespace

std::optional<Overlap> elementwise_overlap(const Call& call, int input) {
  const Tensor &in = call.input(input), &out = call.output();
  if (in.elements() != out.elements() || byte_size(out.type) > byte_size(in.type)) return std::nullopt;
  return Overlap{};
}

Overlap window_overlap(const WindowReads& reads, int64_t pixels) {
  std::vector<int64_t> lowest = first_bytes_read(reads);  // and by the windows after it
  for (size_t i = lowest.size() - 1; i > 0; --i) lowest[i - 1] = std::min(lowest[i - 1], lowest[i]);
  const auto count = static_cast<int64_t>(lowest.size());
  const int64_t block = std::max<int64_t>(pixels, 1), last = std::max<int64_t>(count - block, 0);
  Overlap overlap;
  for (int64_t start = 0; start < count; start += block) {
    const int64_t written = (std::min(start, last) + block) * reads.output_pixel_bytes;
    if (pixels == 0)
      overlap.distance = std::max(overlap.distance, written - reads.output_element_bytes - lowest[start]);
    if (start + block < count)
      overlap.distance = std::max(overlap.distance, written - lowest[std::min(start + block, last)]);
  }
  return overlap;
}

Overlap tile_overlap(const WindowReads& reads, int64_t rows, int64_t columns) {
  const std::vector<int64_t> lowest = first_bytes_read(reads);
  const int64_t height = window_steps(reads.height), width = window_steps(reads.width);
  struct Tile {
    int64_t first_read, end_written;
  };
  std::vector<Tile> tiles;
  for (int64_t batch = 0; batch < reads.batches; ++batch)
    for (int64_t row = 0; row < height; row += rows)
      for (int64_t column = 0; column < width; column += columns) {
        const int64_t y = std::max<int64_t>(std::min(row, height - rows), 0);
        const int64_t x = std::max<int64_t>(std::min(column, width - columns), 0);
        const int64_t end_y = std::min(y + rows, height), end_x = std::min(x + columns, width);
        Tile tile{never, ((batch * height + end_y - 1) * width + end_x) * reads.output_pixel_bytes};
        for (int64_t i = y; i < end_y; ++i)
          for (int64_t j = x; j < end_x; ++j)
            tile.first_read = std::min(tile.first_read, lowest[(batch * height + i) * width + j]);
        tiles.push_back(tile);
      }
  Overlap overlap;
  int64_t still_read = never;
  for (size_t i = tiles.size(); i-- > 0;) {  // what comes after a tile is read once it is written
    overlap.distance = std::max(overlap.distance, tiles[i].end_written - still_read);
    still_read = std::min(still_read, tiles[i].first_read);
  }
  return overlap;
}

std::optional<Overlap> channelwise_overlap(const Call& call, int input) {
  const Shape &in = call.input(0).shape, &out = call.output().shape;
  if (input != 0 || in[0] != 1 || in[3] != out[3]) return std::nullopt;
  return Overlap{0, static_cast<int64_t>(byte_size(call.output().type)) * in[3]};
}

}  // namespace mote
