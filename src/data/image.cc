// PNG and JPEG pictures as labelled samples.
#include "data/image.h"

#include <jpeglib.h>
#include <png.h>
#include <stdio.h>  // jpeglib.h wants FILE

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "data/format.h"
#include "data/labelled_files.h"

namespace mote {
namespace {

const std::set<std::string> extensions = {".png", ".jpg", ".jpeg"};
constexpr int64_t most_pixels = 1 << 26;

Image read_png(const std::vector<uint8_t>& bytes, int32_t channels, const std::string& file) {
  png_image png = {};
  png.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&png, bytes.data(), bytes.size())) fail("{}: {}", file, png.message);
  if (channels == 0) channels = png.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1;
  png.format = channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  Image image{static_cast<int32_t>(png.height), static_cast<int32_t>(png.width), channels, {}};
  if (int64_t{image.height} * image.width > most_pixels) {
    png_image_free(&png);
    fail("{}: is {} x {} pixels, too large", file, image.width, image.height);
  }
  image.pixels.resize(PNG_IMAGE_SIZE(png));
  const png_color black = {0, 0, 0};
  if (!png_image_finish_read(&png, &black, image.pixels.data(), 0, nullptr)) fail("{}: {}", file, png.message);
  return image;
}

[[noreturn]] void throw_jpeg_error(j_common_ptr context) {
  char text[JMSG_LENGTH_MAX];
  context->err->format_message(context, text);
  throw InputError(text);
}

struct JpegReader {
  jpeg_error_mgr errors;
  jpeg_decompress_struct info = {};
  JpegReader() {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = throw_jpeg_error;
    errors.emit_message = [](j_common_ptr, int) {};
    jpeg_create_decompress(&info);
  }
  ~JpegReader() { jpeg_destroy_decompress(&info); }
};

Image read_jpeg(const std::vector<uint8_t>& bytes, int32_t channels, const std::string& file) {
  try {
    JpegReader reader;
    jpeg_mem_src(&reader.info, bytes.data(), bytes.size());
    jpeg_read_header(&reader.info, TRUE);
    if (channels == 0) channels = reader.info.num_components == 1 ? 1 : 3;
    reader.info.out_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_start_decompress(&reader.info);
    Image image{
        static_cast<int32_t>(reader.info.output_height), static_cast<int32_t>(reader.info.output_width), channels, {}};
    if (int64_t{image.height} * image.width > most_pixels)
      fail("{} x {} pixels are too many", image.width, image.height);
    const size_t row = static_cast<size_t>(image.width) * channels;
    image.pixels.resize(row * image.height);
    while (reader.info.output_scanline < reader.info.output_height) {
      JSAMPROW at = image.pixels.data() + row * reader.info.output_scanline;
      jpeg_read_scanlines(&reader.info, &at, 1);
    }
    jpeg_finish_decompress(&reader.info);
    return image;
  } catch (const InputError& error) {
    fail("{}: is no JPEG that can be read: {}", file, error.what());
  }
}

void open_images(const DataOptions& options, Dataset& dataset) {
  dataset.kind = SampleKind::image;
  list_labelled_files(options, extensions, dataset);
  const Image first = read_image(options.path / dataset.samples.at(0).name, options.channels);
  dataset.height = options.height ? options.height : first.height;
  dataset.width = options.width ? options.width : first.width;
  dataset.channels = first.channels;
  if (first.height != dataset.height || first.width != dataset.width)
    dataset.notes.push_back(
        fmt::format("resized from {}x{} to {}x{}", first.height, first.width, dataset.height, dataset.width));
  dataset.read_pixels = [folder = options.path, h = dataset.height, w = dataset.width, c = dataset.channels](
                            const Sample& sample) { return resized(read_image(folder / sample.name, c), h, w).pixels; };
}

}  // namespace

Image read_image(const std::filesystem::path& path, int32_t channels) {
  const std::vector<uint8_t> bytes = read_bytes(path);
  if (bytes.size() >= 8 && png_sig_cmp(bytes.data(), 0, 8) == 0) return read_png(bytes, channels, path.string());
  if (bytes.size() >= 3 && bytes[0] == 0xff && bytes[1] == 0xd8) return read_jpeg(bytes, channels, path.string());
  fail("{}: is neither PNG nor JPEG", path.string());
}

Image resized(const Image& image, int32_t height, int32_t width) {
  if (image.height == height && image.width == width) return image;
  Image result{height, width, image.channels,
               std::vector<uint8_t>(static_cast<size_t>(height) * width * image.channels)};
  const double step_y = static_cast<double>(image.height) / height, step_x = static_cast<double>(image.width) / width;
  const auto overlap = [](double low, double high, int32_t i) {
    return std::min(high, i + 1.0) - std::max(low, i * 1.0);
  };
  for (int32_t y = 0; y < height; ++y)
    for (int32_t x = 0; x < width; ++x)
      for (int32_t c = 0; c < image.channels; ++c) {
        const double top = y * step_y, bottom = top + step_y, left = x * step_x, right = left + step_x;
        double sum = 0;
        for (auto sy = static_cast<int32_t>(top); sy < std::min<double>(image.height, bottom); ++sy)
          for (auto sx = static_cast<int32_t>(left); sx < std::min<double>(image.width, right); ++sx)
            sum += overlap(top, bottom, sy) * overlap(left, right, sx) *
                   image.pixels[(sy * image.width + sx) * image.channels + c];
        result.pixels[(y * width + x) * image.channels + c] =
            static_cast<uint8_t>(std::lround(sum / (step_y * step_x)));
      }
  return result;
}

const DataFormat& images_format() {
  static const DataFormat format{
      "images", [](const std::filesystem::path& folder) { return !first_file(folder, extensions).empty(); },
      open_images};
  return format;
}

}  // namespace mote
