// image: uint8 pixels as real numbers from `black` to `white`, one frame a picture.
#include "signal/block.h"

#include <algorithm>
#include <cmath>

#include "signal/block_variant_row.h"
#include "signal/image/kernel.h"
#include "signal/image/kernel_offset.h"
#include "signal/image/parameters.h"

namespace mote {
namespace image {
namespace {

void check(const BlockCall& call) {
  const auto& p = call.as<ImageParameters>();
  const SensorFormat& sensor = call.sensor;
  if (sensor.type != ElementType::uint8 || !sensor.is_picture() || sensor.pixels() <= 0)
    call.refuse("takes pictures of uint8 pixels, the sensor gives {} of {}x{}x{}", name_of(sensor.type), sensor.height,
                sensor.width, sensor.channels);
  if (!(std::isfinite(p.black) && std::isfinite(p.white) && p.black != p.white))
    call.refuse("black is {} and white is {}, expected two different numbers", p.black, p.white);
}

FrameLayout layout(const BlockCall& call) {
  const SensorFormat& sensor = call.sensor;
  return {sensor.pixels(), sensor.pixels(), {sensor.height, sensor.width, sensor.channels}};
}

Quantization fine(const BlockCall& call) {
  const auto& p = call.as<ImageParameters>();
  return {{std::max(std::abs(p.black), std::abs(p.white)) / 32640}, {0}, 0};  // 255 * 128: whole steps where black is 0
}

// The feature of each pixel value, rounded to the nearest, ties away from zero.
template <class Feature>
std::vector<Feature> values_of(const BlockCall& call) {
  const auto& p = call.as<ImageParameters>();
  std::vector<Feature> values;
  for (int pixel = 0; pixel < 256; ++pixel) {
    const double real = p.black + (static_cast<double>(p.white) - p.black) * pixel / 255;
    const double integer = std::round(real / call.output.scale()) + call.output.zero_point();
    values.push_back(static_cast<Feature>(
        std::clamp<double>(integer, std::numeric_limits<Feature>::min(), std::numeric_limits<Feature>::max())));
  }
  return values;
}

bool serves_table(const BlockCall&) { return true; }

template <class Layer, class Feature>
Lowered lower_to(const char* layer_type, const BlockCall& call) {
  Layer layer{};
  layer.pixels = call.sensor.pixels();
  return lowered(
      layer_type, layer, [](auto& l, auto&& f) { f("pixels", l.pixels), f("values", l.values); },
      {Table::of<Feature>("values", values_of<Feature>(call))}, {0}, &device::image<Layer, Feature>);
}

Lowered lower_table(const BlockCall& call) {
  return call.output_type == ElementType::int8 ? lower_to<device::ImageLayer, int8_t>("ImageLayer", call)
                                               : lower_to<device::ImageWideLayer, int16_t>("ImageWideLayer", call);
}

InstructionCost cost_table(const BlockCall& call) {
  const double pixels = call.sensor.pixels();
  return {pixels * 2, 0, pixels * 2, pixels, pixels};
}

bool serves_offset(const BlockCall& call) {
  if (call.output_type != ElementType::int8) return false;
  const std::vector<int8_t> values = values_of<int8_t>(call);
  for (int pixel = 0; pixel < 256; ++pixel)
    if (values[pixel] != pixel - 128) return false;
  return true;
}

Lowered lower_offset(const BlockCall& call) {
  return lowered(
      "ImageOffsetLayer", device::ImageOffsetLayer{call.sensor.pixels()},
      [](auto& l, auto&& f) { f("pixels", l.pixels); }, {}, {0}, &device::image_offset<device::ImageOffsetLayer>);
}

InstructionCost cost_offset(const BlockCall& call) {
  const double pixels = call.sensor.pixels();
  return {pixels * 2, 0, pixels, pixels, pixels};
}

const BlockVariant variants[] = {
#include "signal/image/variants.def"
};

}  // namespace
}  // namespace image

const BlockDefinition& image_block() {
  static const BlockDefinition definition{ImageParameters::operator_name,
                                          [] { return Attributes(ImageParameters{}); },
                                          image::check,
                                          image::layout,
                                          image::fine,
                                          image::variants};
  return definition;
}

}  // namespace mote
