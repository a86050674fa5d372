// The importer on small models made here: what becomes of operators, and messages that need no shared data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/file.h"
#include "graph/text.h"
#include "import/tflite/tflite.h"
#include "tflite/schema_generated.h"

namespace mote {
namespace {

using namespace tflite::schema;  // NOLINT: names of the format
using testing::HasSubstr;

// A model under construction: buffer 0 is the empty one.
class MadeModel {
 public:
  MadeModel() {
    model_.version = 3;
    model_.buffers.push_back(std::make_unique<BufferT>());
    model_.subgraphs.push_back(std::make_unique<SubGraphT>());
  }

  int32_t tensor(const std::string& name, std::vector<int32_t> shape, TensorType type = TensorType::INT8) {
    auto tensor = std::make_unique<TensorT>();
    tensor->name = name, tensor->shape = std::move(shape), tensor->type = type;
    if (type == TensorType::INT8) {
      tensor->quantization = std::make_unique<QuantizationParametersT>();
      tensor->quantization->scale = {0.5f}, tensor->quantization->zero_point = {0};
    }
    graph().tensors.push_back(std::move(tensor));
    return static_cast<int32_t>(graph().tensors.size()) - 1;
  }

  int32_t constant(const std::string& name, std::vector<int32_t> shape, TensorType type, std::vector<uint8_t> bytes) {
    const int32_t index = tensor(name, std::move(shape), type);
    graph().tensors[index]->buffer = static_cast<uint32_t>(model_.buffers.size());
    model_.buffers.push_back(std::make_unique<BufferT>());
    model_.buffers.back()->data = std::move(bytes);
    return index;
  }

  int32_t integers(const std::vector<int32_t>& values) {
    std::vector<uint8_t> bytes(values.size() * 4);
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return constant("integers", {static_cast<int32_t>(values.size())}, TensorType::INT32, std::move(bytes));
  }

  template <class Options>
  void add(BuiltinOperator code, std::vector<int32_t> inputs, std::vector<int32_t> outputs, Options options) {
    add(code, std::move(inputs), std::move(outputs));
    graph().operators.back()->builtin_options.Set(std::move(options));
  }
  void add(BuiltinOperator code, std::vector<int32_t> inputs, std::vector<int32_t> outputs) {
    auto op = std::make_unique<OperatorT>();
    op->opcode_index = static_cast<uint32_t>(model_.operator_codes.size());
    op->inputs = std::move(inputs), op->outputs = std::move(outputs);
    model_.operator_codes.push_back(std::make_unique<OperatorCodeT>());
    model_.operator_codes.back()->builtin_code = code;
    graph().operators.push_back(std::move(op));
  }

  SubGraphT& graph() { return *model_.subgraphs[0]; }

  std::vector<uint8_t> bytes(std::vector<int32_t> inputs, std::vector<int32_t> outputs) {
    graph().inputs = std::move(inputs), graph().outputs = std::move(outputs);
    flatbuffers::FlatBufferBuilder builder;
    FinishModelBuffer(builder, Model::Pack(builder, &model_));
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
  }

 private:
  ModelT model_;
};

std::string message_of(const std::vector<uint8_t>& bytes) {
  try {
    import_tflite(bytes, "made.tflite");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

// A convolution, a slice that drops a dimension, a squeeze and a clamp.
std::vector<uint8_t> sound_model() {
  MadeModel model;
  const int32_t image = model.tensor("image", {1, 5, 5, 1});
  const int32_t weights = model.constant("weights", {2, 3, 3, 1}, TensorType::INT8, std::vector<uint8_t>(18, 1));
  const int32_t maps = model.tensor("layer/conv;layer/bias", {1, 3, 3, 2});
  Conv2DOptionsT conv;
  conv.padding = Padding::SAME, conv.stride_h = conv.stride_w = 2;
  conv.fused_activation_function = ActivationFunctionType::RELU;
  model.add(BuiltinOperator::CONV_2D, {image, weights, -1}, {maps}, conv);

  const int32_t row = model.tensor("row", {1, 2, 2});
  StridedSliceOptionsT slice;
  slice.shrink_axis_mask = 2, slice.begin_mask = 4;
  const int32_t begin = model.integers({0, -1, 7}), end = model.integers({1, 9, 2}), step = model.integers({1, 1, 1});
  model.add(BuiltinOperator::STRIDED_SLICE, {maps, begin, end, step}, {row}, slice);

  const int32_t flat = model.tensor("flat", {4}), limited = model.tensor("", {4});
  ReshapeOptionsT reshape;
  reshape.new_shape = {-1};
  model.add(BuiltinOperator::RESHAPE, {row}, {flat}, reshape);
  model.add(BuiltinOperator::RELU6, {flat}, {limited});
  return model.bytes({image}, {limited});
}

TEST(MadeModel, BecomesAGraph) {
  EXPECT_EQ(print(import_tflite(sound_model(), "some/where/made.tflite")), R"(graph "made"
input %0 int8[1x5x5x1] scale=0.5 "image"
constant %1 int8[2x3x3x1] scale=0.5 "weights" = [18*1]
%2 int8[1x3x3x2] scale=0.5 "layer/conv;layer/bias" = conv2d(%0, %1) stride_height=2 stride_width=2 pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 activation=relu "layer/conv"
%3 int8[1x1x2x2] scale=0.5 "row/row" = strided_slice(%2) begin=0,2,0,0 end=1,3,2,2 step=1,1,1,1 "row"
%4 int8[1x2x2] scale=0.5 "row" = reshape(%3) shape=1,2,2 "row/reshape"
%5 int8[4] scale=0.5 "flat" = reshape(%4) shape=4 "flat"
%6 int8[4] scale=0.5 = clamp(%5) min=0 max=6 "clamp_3"
output %6
)");
}

// A seed for the fuzzer is made with MOTE_WRITE_SEED=tests/fuzz/seeds/tflite_fuzz/small.tflite.
TEST(MadeModel, IsTheFuzzersSeed) {
  if (const char* path = std::getenv("MOTE_WRITE_SEED")) write_file(path, sound_model());
  EXPECT_EQ(read_bytes(std::filesystem::path(MOTE_SOURCE_DIR) / "tests/fuzz/seeds/tflite_fuzz/small.tflite"),
            sound_model());
}

TEST(MadeModel, RefusesEveryPrefix) {
  const std::vector<uint8_t> whole = sound_model();
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_NE(message_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}), "accepted") << length;
}

TEST(MadeModel, ListsUnsupportedOperatorsWithNamesPlacesAndShapes) {
  MadeModel model;
  const int32_t a = model.tensor("a", {1, 4}), b = model.tensor("b", {1, 4}), c = model.tensor("c", {1, 4});
  model.add(BuiltinOperator::SVDF, {a}, {b});
  model.add(BuiltinOperator::HARD_SWISH, {b, a}, {c});
  EXPECT_EQ(message_of(model.bytes({a}, {c})),
            "made.tflite: 2 operators are not supported: SVDF at operator 0 ('b'): 1x4 int8 -> 1x4 int8; "
            "HARD_SWISH at operator 1 ('c'): 1x4 int8, 1x4 int8 -> 1x4 int8");
}

TEST(MadeModel, RefusesHybrids) {
  MadeModel model;
  const int32_t in = model.tensor("in", {1, 2}, TensorType::FLOAT32), out = model.tensor("out", {1, 1});
  const int32_t weights = model.constant("weights", {1, 2}, TensorType::INT8, {1, 2});
  model.graph().tensors[out]->type = TensorType::FLOAT32;
  model.add(BuiltinOperator::FULLY_CONNECTED, {in, weights}, {out});
  EXPECT_THAT(message_of(model.bytes({in}, {out})), HasSubstr("hybrid model, float activations with integer weights"));
}

// One operator, its inputs and options at fault.
TEST(MadeModel, NamesFaultsOfOptions) {
  const auto refused = [](BuiltinOperator code, auto options, auto... values) {
    MadeModel model;
    const int32_t in = model.tensor("in", {2, 3}), out = model.tensor("out", {2, 3});
    std::vector<int32_t> inputs{in};
    (inputs.push_back(model.integers(values)), ...);
    model.add(code, inputs, {out}, options);
    return message_of(model.bytes({in}, {out}));
  };
  using List = std::vector<int32_t>;
  ConcatenationOptionsT tanh;
  tanh.fused_activation_function = ActivationFunctionType::TANH;
  EXPECT_THAT(refused(BuiltinOperator::CONCATENATION, tanh), HasSubstr("fused activation 4 is not supported"));
  EXPECT_THAT(refused(BuiltinOperator::SOFTMAX, tanh), HasSubstr("its options are missing"));
  EXPECT_THAT(refused(BuiltinOperator::RESHAPE, ReshapeOptionsT{}, List{3, 3}), HasSubstr("can't become 3x3"));
  EXPECT_THAT(refused(BuiltinOperator::RESHAPE, ReshapeOptionsT{}, List{-1, 4}), HasSubstr("can't become -1x4"));
  EXPECT_THAT(refused(BuiltinOperator::RESHAPE, ReshapeOptionsT{}, List{3, 2}), HasSubstr("shape 2x3, expected 3x2"));
  EXPECT_THAT(refused(BuiltinOperator::MEAN, ReducerOptionsT{}, List{2}), HasSubstr("dimension 2 of a tensor with 2"));
  EXPECT_THAT(refused(BuiltinOperator::PAD, ReducerOptionsT{}, List{1, 2, 3}), HasSubstr("3 pads for an input"));
  EXPECT_THAT(refused(BuiltinOperator::TRANSPOSE, ReducerOptionsT{}, List{0, 9}), HasSubstr("dimension 9"));
  EXPECT_THAT(refused(BuiltinOperator::ADD, AddOptionsT{}), HasSubstr("input 1 is absent, but required"));
  EXPECT_THAT(refused(BuiltinOperator::LOGISTIC, AddOptionsT{}, List{1}), HasSubstr("2 inputs, expected at most 1"));
  EXPECT_THAT(refused(BuiltinOperator::SLICE, AddOptionsT{}, List{0, 0}, List{3, 3}), HasSubstr("reach outside"));
  SqueezeOptionsT squeeze;
  squeeze.squeeze_dims = {0};
  EXPECT_THAT(refused(BuiltinOperator::SQUEEZE, squeeze), HasSubstr("dimension 0 of shape 2x3 is not 1"));
}

}  // namespace
}  // namespace mote
