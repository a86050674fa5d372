// ds-cnn: a convolution, then blocks of a depthwise and a pointwise one. Source of the form: Zhang, Suda, Lai, Chandra:
// Hello Edge: keyword spotting on microcontrollers, 2017. Its sizes: s 64 filters, 4 blocks; m 172, 4; l 276, 5.
#include "train/layer_builder.h"

namespace mote {
namespace {

struct DsCnnParameters {
  static constexpr std::string_view operator_name = "ds-cnn";

  int32_t filters = 64;                                      // channels of every layer
  int32_t blocks = 4;                                        // depthwise and pointwise pairs
  int32_t first_kernel_height = 10, first_kernel_width = 4;  // of the first convolution; cut to the input's size
  int32_t first_stride_height = 2, first_stride_width = 2;

  void visit(auto&& field) {
    field("filters", filters), field("blocks", blocks);
    field("first_kernel_height", first_kernel_height), field("first_kernel_width", first_kernel_width);
    field("first_stride_height", first_stride_height), field("first_stride_width", first_stride_width);
  }
};

void check(const DsCnnParameters& p) {
  if (p.filters < 1 || p.blocks < 0)
    fail("ds-cnn: filters is {} and blocks {}, expected at least 1 and 0", p.filters, p.blocks);
  if (p.first_kernel_height < 1 || p.first_kernel_width < 1 || p.first_stride_height < 1 || p.first_stride_width < 1)
    fail("ds-cnn: the first kernel is {}x{} and its stride {}x{}, expected at least 1", p.first_kernel_height,
         p.first_kernel_width, p.first_stride_height, p.first_stride_width);
}

Graph build(const Attributes& parameters, const NetworkShape& shape, uint64_t seed) {
  const auto& p = parameters.get<DsCnnParameters>();
  check(p);
  LayerBuilder layers("ds_cnn", shape, seed);
  const Window first{std::min(p.first_kernel_height, shape.input[0]), std::min(p.first_kernel_width, shape.input[1]),
                     p.first_stride_height, p.first_stride_width};
  TensorId x = layers.conv2d("stem", layers.input(), p.filters, first);
  x = layers.relu("stem/relu", layers.batch_norm("stem/norm", x));
  for (int32_t block = 1; block <= p.blocks; ++block) {
    const std::string depthwise = fmt::format("depthwise{}", block), pointwise = fmt::format("pointwise{}", block);
    x = layers.depthwise_conv2d(depthwise, x, {});
    x = layers.relu(depthwise + "/relu", layers.batch_norm(depthwise + "/norm", x));
    x = layers.conv2d(pointwise, x, p.filters, {1, 1});
    x = layers.relu(pointwise + "/relu", layers.batch_norm(pointwise + "/norm", x));
  }
  x = layers.global_average("pool", x);
  return layers.finish(layers.fully_connected("classes", x, shape.classes));
}

}  // namespace

const Architecture& ds_cnn_architecture() {
  static const Architecture architecture{DsCnnParameters::operator_name,
                                         "depthwise separable convolutions: few multiplications, slow to train",
                                         [] { return Attributes(DsCnnParameters{}); }, build};
  return architecture;
}

}  // namespace mote
