// Reading and writing .npy.
#include "base/npy.h"

#include <charconv>
#include <string_view>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

constexpr std::string_view magic = "\x93NUMPY";

struct Header {
  std::string type;
  bool fortran_order = false;
  std::vector<int64_t> shape;
  size_t data_offset = 0;
};

// The text after "'key': " in the header's dictionary.
std::string_view value_of(std::string_view dictionary, std::string_view key, const std::string& file) {
  const size_t found = dictionary.find(fmt::format("'{}':", key));
  if (found == std::string_view::npos) fail("{}: the .npy header has no '{}'", file, key);
  std::string_view rest = dictionary.substr(found + key.size() + 3);
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  return rest;
}

std::vector<int64_t> parse_shape(std::string_view text, const std::string& file) {
  std::vector<int64_t> shape;
  const size_t end = text.find(')');
  if (text.empty() || text[0] != '(' || end == std::string_view::npos) fail("{}: the .npy shape can't be read", file);
  for (const char *at = text.data() + 1, *stop = text.data() + end; at < stop;) {
    int64_t size = 0;
    const auto [next, error] = std::from_chars(at, stop, size);
    if (error == std::errc()) {
      if (size < 0) fail("{}: the .npy shape has {}", file, size);
      shape.push_back(size);
      at = next;
    } else {
      ++at;
    }
  }
  return shape;
}

Header parse_header(std::span<const uint8_t> bytes, const std::string& file) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.size() < 12 || text.substr(0, 6) != magic) fail("{}: is not an .npy file", file);
  const bool long_form = bytes[6] >= 2;
  size_t length = bytes[8] | bytes[9] << 8;
  if (long_form) length |= size_t{bytes[10]} << 16 | size_t{bytes[11]} << 24;
  const size_t start = long_form ? 12 : 10;
  if (start + length > text.size()) fail("{}: is truncated in its header", file);
  const std::string_view dictionary = text.substr(start, length);
  Header header;
  const std::string_view type = value_of(dictionary, "descr", file);
  if (type.size() < 5 || type[0] != '\'') fail("{}: holds records, expected one number type", file);
  header.type = type.substr(1, type.find('\'', 1) - 1);
  header.fortran_order = value_of(dictionary, "fortran_order", file).substr(0, 4) == "True";
  header.shape = parse_shape(value_of(dictionary, "shape", file), file);
  header.data_offset = start + length;
  return header;
}

struct TypeCode {
  std::string_view code;
  ElementType type;
};
constexpr TypeCode type_codes[] = {{"<f4", ElementType::float32}, {"|i1", ElementType::int8},
                                   {"|u1", ElementType::uint8},   {"<i2", ElementType::int16},
                                   {"<i4", ElementType::int32},   {"<i8", ElementType::int64},
                                   {"|b1", ElementType::boolean}};

int64_t checked_count(const std::vector<int64_t>& shape, const std::string& file) {
  int64_t count = 1;
  for (int64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count)) fail("{}: the .npy shape is too large", file);
  return count;
}

}  // namespace

int64_t Array::elements() const { return checked_count(shape, "array"); }

Array read_npy(const std::filesystem::path& path) {
  const std::vector<uint8_t> bytes = read_bytes(path);
  const std::string file = path.string();
  const Header header = parse_header(bytes, file);
  if (header.fortran_order) fail("{}: is in Fortran order, expected C order; save it with numpy.ascontiguousarray", file);
  const int64_t count = checked_count(header.shape, file);
  const bool is_double = header.type == "<f8";
  const TypeCode* found = nullptr;
  for (const TypeCode& row : type_codes)
    if (row.code == (is_double ? "<f4" : header.type)) found = &row;
  if (!found) fail("{}: has elements of type '{}', expected float32, int8, uint8, int16, int32 or int64", file, header.type);
  const int64_t size = is_double ? 8 : static_cast<int64_t>(byte_size(found->type));
  const int64_t available = static_cast<int64_t>(bytes.size() - header.data_offset);
  if (count > available / size || count * size != available)
    fail("{}: has {} bytes of data, its shape needs {} elements of {} bytes", file, available, count, size);
  Array array{found->type, header.shape, {bytes.begin() + header.data_offset, bytes.end()}};
  if (is_double) {
    const std::vector<double> doubles = array.values<double>();
    array = Array::of<float>(header.shape, std::vector<float>(doubles.begin(), doubles.end()));
  }
  return array;
}

void write_npy(const std::filesystem::path& path, const Array& array) {
  std::string_view code;
  for (const TypeCode& row : type_codes)
    if (row.type == array.type) code = row.code;
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{}), }}", code,
                                   fmt::join(array.shape, ", "), array.shape.size() == 1 ? "," : "");
  header.append(63 - (10 + header.size()) % 64, ' ').push_back('\n');
  std::vector<uint8_t> bytes(magic.begin(), magic.end());
  for (size_t value : {size_t{1}, size_t{0}, header.size() & 255, header.size() >> 8})
    bytes.push_back(static_cast<uint8_t>(value));
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.insert(bytes.end(), array.bytes.begin(), array.bytes.end());
  write_file(path, bytes);
}

}  // namespace mote
