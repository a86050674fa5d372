// residual-cnn: stages of two 3x3 convolutions with a way around them, each stage after the first at half the size.
// Source of the form: He, Zhang, Ren, Sun: Deep residual learning for image recognition, 2015.
#include "train/layer_builder.h"

namespace mote {
namespace {

struct ResidualCnnParameters {
  static constexpr std::string_view operator_name = "residual-cnn";

  std::vector<int32_t> widths = {16, 24, 40};               // channels of each stage
  int32_t blocks = 1;                                       // residual blocks a stage
  int32_t first_kernel = 3;                                 // of the first convolution, both ways
  int32_t first_stride_height = 1, first_stride_width = 1;  // of the first convolution

  void visit(auto&& field) {
    field("widths", widths), field("blocks", blocks), field("first_kernel", first_kernel);
    field("first_stride_height", first_stride_height), field("first_stride_width", first_stride_width);
  }
};

void check(const ResidualCnnParameters& p) {
  if (p.widths.empty()) fail("residual-cnn: widths is empty, expected one a stage");
  for (int32_t width : p.widths)
    if (width < 1) fail("residual-cnn: a width is {}, expected at least 1", width);
  if (p.blocks < 1 || p.first_kernel < 1 || p.first_stride_height < 1 || p.first_stride_width < 1)
    fail("residual-cnn: blocks is {}, first_kernel {}, first_stride {}x{}, expected at least 1", p.blocks,
         p.first_kernel, p.first_stride_height, p.first_stride_width);
}

// relu(f(x) + x), where f is two convolutions; x passes a 1x1 convolution where the shape changes.
TensorId block(LayerBuilder& layers, const std::string& name, TensorId x, int32_t width, int32_t stride) {
  TensorId y = layers.conv2d(name + "/conv1", x, width, {3, 3, stride, stride});
  y = layers.relu(name + "/relu1", layers.batch_norm(name + "/norm1", y));
  y = layers.batch_norm(name + "/norm2", layers.conv2d(name + "/conv2", y, width, {}));
  if (stride != 1 || layers.shape(x)[3] != width)
    x = layers.batch_norm(name + "/norm_around", layers.conv2d(name + "/around", x, width, {1, 1, stride, stride}));
  return layers.relu(name + "/relu2", layers.add(name + "/add", y, x));
}

Graph build(const Attributes& parameters, const NetworkShape& shape, uint64_t seed) {
  const auto& p = parameters.get<ResidualCnnParameters>();
  check(p);
  LayerBuilder layers("residual_cnn", shape, seed);
  TensorId x = layers.conv2d("stem", layers.input(), p.widths[0],
                             {p.first_kernel, p.first_kernel, p.first_stride_height, p.first_stride_width});
  x = layers.relu("stem/relu", layers.batch_norm("stem/norm", x));
  for (size_t stage = 0; stage < p.widths.size(); ++stage)
    for (int32_t i = 0; i < p.blocks; ++i)
      x = block(layers, fmt::format("stage{}{}", stage + 1, p.blocks > 1 ? fmt::format("_{}", i + 1) : ""), x,
                p.widths[stage], stage > 0 && i == 0 ? 2 : 1);
  x = layers.global_average("pool", x);
  return layers.finish(layers.fully_connected("classes", x, shape.classes));
}

}  // namespace

const Architecture& residual_cnn_architecture() {
  static const Architecture architecture{ResidualCnnParameters::operator_name,
                                         "full 3x3 convolutions with ways around them: quick to train, accurate",
                                         [] { return Attributes(ResidualCnnParameters{}); }, build};
  return architecture;
}

}  // namespace mote
