// Integer graphs against the float graphs that they come from.
#include "compress/quantize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "ops/add/attributes.h"
#include "ops/average_pool2d/attributes.h"
#include "ops/batch_norm/attributes.h"
#include "ops/clamp/attributes.h"
#include "ops/concatenate/attributes.h"
#include "ops/conv2d/attributes.h"
#include "ops/depthwise_conv2d/attributes.h"
#include "ops/fully_connected/attributes.h"
#include "ops/logistic/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/softmax/attributes.h"

namespace mote {
namespace {

using testing::HasSubstr;

// A float graph of random weights, operator by operator.
class RandomGraph {
 public:
  explicit RandomGraph(Shape input) { graph.inputs = {graph.add({"input", ElementType::float32, input, {}, {}})}; }

  TensorId constant(Shape shape, float low, float high) {
    std::uniform_real_distribution<float> values(low, high);
    Tensor tensor{fmt::format("constant{}", graph.tensors.size()), ElementType::float32, shape, {}, {}};
    std::vector<float> drawn(static_cast<size_t>(element_count(shape)));
    for (float& value : drawn) value = values(random);
    tensor.set_values<float>(drawn);
    return graph.add(tensor);
  }

  TensorId append(Attributes attributes, std::vector<TensorId> inputs) {
    const std::string name = fmt::format("{}{}", attributes.operator_name(), graph.operators.size());
    const TensorId output = graph.add({name, ElementType::float32, {}, {}, {}});
    graph.operators.push_back({attributes, inputs, {output}, name});
    const Operator& op = graph.operators.back();
    graph.tensors[output].shape = definition_of(op.attributes).infer_shapes(call_of(graph, op))[0];
    graph.outputs = {output};
    return output;
  }

  Graph graph;
  std::mt19937 random{7};
};

// Convolutions with batch norms, a depthwise layer, a way around, concatenation, pooling, softmax.
Graph varied_graph() {
  RandomGraph g({1, 8, 8, 2});
  Conv2dAttributes same;
  same.pad_top = same.pad_bottom = same.pad_left = same.pad_right = 1;
  TensorId x = g.append(same, {0, g.constant({6, 3, 3, 2}, -0.5f, 0.6f)});
  x = g.append(BatchNormAttributes{}, {x, g.constant({6}, 0.5f, 1.5f), g.constant({6}, -0.5f, 0.5f),
                                       g.constant({6}, -0.2f, 0.2f), g.constant({6}, 0.5f, 2)});
  ClampAttributes relu;
  relu.min = 0;
  x = g.append(relu, {x});
  DepthwiseConv2dAttributes depthwise;
  depthwise.pad_top = depthwise.pad_bottom = depthwise.pad_left = depthwise.pad_right = 1;
  const TensorId y = g.append(depthwise, {x, g.constant({1, 3, 3, 6}, -0.4f, 0.5f), g.constant({6}, -0.5f, 0.5f)});
  x = g.append(AddAttributes{}, {x, y});
  x = g.append(ConcatenateAttributes{3}, {x, g.append(LogisticAttributes{}, {y})});
  AveragePool2dAttributes pool;
  pool.window_height = pool.window_width = pool.stride_height = pool.stride_width = 4;
  x = g.append(ReshapeAttributes{{1, 48}}, {g.append(pool, {x})});
  x = g.append(FullyConnectedAttributes{}, {x, g.constant({5, 48}, -0.5f, 0.5f), g.constant({5}, -0.3f, 0.3f)});
  g.append(SoftmaxAttributes{}, {x});
  return g.graph;
}

SampleSource random_samples(const Graph& graph, int64_t count) {
  return {count, [elements = graph.input(0).elements()](int64_t index) {
            std::mt19937 random(static_cast<unsigned>(index));
            std::normal_distribution<float> values(0.2f, 1);
            std::vector<float> drawn(static_cast<size_t>(elements));
            for (float& value : drawn) value = values(random);
            Bytes bytes(drawn.size() * sizeof(float));
            std::memcpy(bytes.data(), drawn.data(), bytes.size());
            return std::vector<Bytes>{bytes};
          }};
}

TEST(Quantize, KeepsTheDecisions) {
  const Graph graph = varied_graph();
  for (RangeMethod method : {RangeMethod::min_max, RangeMethod::percentile, RangeMethod::mse}) {
    for (bool per_channel : {false, true}) {
      QuantizationOptions options;
      options.calibration.method = method;
      options.per_channel_fully_connected = per_channel;
      const QuantizedModel model = quantize_model(graph, random_samples(graph, 60), options);
      EXPECT_GT(model.report.agreement, 0.9) << static_cast<int>(method);
      for (const LayerError& layer : model.report.layers) EXPECT_GT(layer.signal_to_noise_db, 20) << layer.name;
      EXPECT_EQ(model.report.worst(2).size(), 2u);
    }
  }
}

TEST(Quantize, FollowsTheConventions) {
  QuantizationOptions options;
  options.input = Quantization{{0.05f}, {-4}, 0};
  const Graph graph = varied_graph();
  const Graph quantized = quantize_model(graph, random_samples(graph, 20), options).graph;
  EXPECT_EQ(quantized.input(0).quantization, *options.input);
  EXPECT_EQ(quantized.output(0).quantization, (Quantization{{1.0f / 256}, {-128}, 0}));
  for (const Operator& op : quantized.operators) {
    const Call call = call_of(quantized, op);
    const std::string_view name = op.attributes.operator_name();
    EXPECT_EQ(call.output().type, ElementType::int8);
    EXPECT_NE(name, "batch_norm");
    EXPECT_NE(name, "clamp");
    if (name == "average_pool2d" || name == "reshape" || name == "concatenate") {
      EXPECT_EQ(call.input(0).quantization, call.output().quantization) << op.name;
    }
    if (name == "conv2d" || name == "depthwise_conv2d" || name == "fully_connected") {
      const Quantization &weights = call.input(1).quantization, &bias = call.input(2).quantization;
      EXPECT_EQ(weights.per_channel(), name != "fully_connected");
      EXPECT_EQ(call.input(2).type, ElementType::int32);
      for (size_t c = 0; c < weights.scales.size(); ++c)
        EXPECT_EQ(bias.scales[c], call.input(0).quantization.scale() * weights.scales[c]);
    }
  }
}

TEST(Quantize, RefusesWhatHasNoInt8FormAllAtOnce) {
  RandomGraph g({1, 4});
  const auto norm = [&](TensorId x) {
    return g.append(BatchNormAttributes{},
                    {x, g.constant({4}, 1, 2), g.constant({4}, 0, 1), g.constant({4}, 0, 1), g.constant({4}, 1, 2)});
  };
  norm(norm(0));
  try {
    quantize_int8(g.graph, calibrate(g.graph, random_samples(g.graph, 1)));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("batch_norm 'batch_norm0', batch_norm 'batch_norm1'"));
  }
  EXPECT_THROW(calibrate(g.graph, random_samples(g.graph, 0)), InputError);
  const Graph graph = varied_graph();
  const Graph quantized = quantize_model(graph, random_samples(graph, 4)).graph;
  EXPECT_THROW(quantize_int8(quantized, Calibration{std::vector<ValueRange>(quantized.tensors.size())}), InputError);
}

TEST(Calibration, CutsHistograms) {
  std::vector<int64_t> histogram(100, 0);
  for (size_t bin = 40; bin < 60; ++bin) histogram[bin] = 10000;
  histogram[0] = histogram[99] = 1;
  const ValueRange cut = percentile_range(histogram, {-5, 5}, 99.9);
  EXPECT_NEAR(cut.min, -1, 0.11);
  EXPECT_NEAR(cut.max, 1, 0.11);
  const ValueRange least = mse_range(histogram, {-5, 5});
  EXPECT_LT(least.max, 4);
  EXPECT_GE(least.max, 1);
}

TEST(Calibration, QuantizesZeroExactly) {
  for (const ValueRange range : {ValueRange{0, 6}, {-1, 3}, {2, 5}, {-7, -2}, {0, 0}}) {
    const Quantization q = activation_quantization(range);
    EXPECT_GE(q.zero_point(), -128);
    EXPECT_LE(q.zero_point(), 127);
    EXPECT_GT(q.scale(), 0);
  }
  EXPECT_EQ(activation_quantization({0, 6}).zero_point(), -128);
}

}  // namespace
}  // namespace mote
