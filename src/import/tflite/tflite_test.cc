// The importer against hostile files: each is refused with its fault named, and no damage ends in anything but a sound
// graph or one InputError.
#include "import/tflite/tflite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>

#include "base/file.h"
#include "base/testing.h"
#include "graph/execute.h"
#include "graph/text.h"

namespace mote {
namespace {

using testing::HasSubstr;

// The message of the refusal; empty where the bytes are a sound graph. That one must print, parse back and lower.
std::string refusal(std::span<const uint8_t> bytes) {
  constexpr int64_t most_elements = 1 << 20;
  try {
    const Graph graph = import_tflite(bytes, "folder/model.tflite");
    EXPECT_EQ(graph.name, "model");
    EXPECT_EQ(print(parse_graph(print(graph))), print(graph));
    int64_t elements = 0;
    for (const Tensor& tensor : graph.tensors) elements += tensor.elements();
    if (elements < most_elements) Executor{graph};
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

// What each message must name: the fault that tflite-bad's README describes.
const std::map<std::string, std::string> faults = {
    {"buffer_index_out_of_range", "names buffer 4000 of 13"},
    {"buffer_length_lies", "buffer 5 claims 4294967280 bytes"},
    {"buffer_offset_past_file", "buffer 5 claims 1099511627776 bytes at offset 1099511627776, past the end"},
    {"call_once_calls_itself", "CALL_ONCE at operator 0 of subgraph 0 calls the subgraph that holds it"},
    {"channel_axis_out_of_range", "scales along dimension 7, expected one of its 4"},
    {"channel_scale_count", "7 scales along dimension 0 of shape 8x1x1x16, expected 8"},
    {"conv_dilation_zero", "dilation is 0x0"},
    {"conv_groups_do_not_divide", "input has 16 channels, weights 5: no whole number of groups"},
    {"conv_stride_negative", "stride is -2x2"},
    {"conv_stride_zero", "stride is 1x0"},
    {"custom_operator", "custom operator 'FancyDetector' at operator 0"},
    {"empty", "the file is empty"},
    {"flipped_bits", "damaged or truncated"},
    {"flipped_bits_many", "damaged or truncated"},
    {"gather_index_past_end", "index 100 on dimension 0 of shape 4x6"},
    {"gather_negative_index", "index -3 on dimension 0 of shape 4x6"},
    {"graph_output_minus_one", "graph outputs names tensor -1"},
    {"identifier_wrong", "identifier is 'TFL9', expected 'TFL3'"},
    {"if_subgraph_out_of_range", "IF at operator 0 of subgraph 0 calls subgraph 7"},
    {"inner_dimension_mismatch", "has shape 1x8, expected 1x16"},
    {"operator_code_unknown", "unknown operator code 9999"},
    {"operator_codes_missing", "the list of operator codes is missing"},
    {"operator_input_int_max", "reads tensor 2147483647"},
    {"operator_input_minus_one", "input 1 is absent (tensor -1), but required"},
    {"operator_input_minus_two", "reads tensor -2"},
    {"operator_input_past_end", "reads tensor 10, expected -1 (absent) or 0 to 9"},
    {"pool_stride_zero", "stride is 0x0"},
    {"read_before_written", "before it is written"},
    {"reshape_element_count", "(1960 elements), which can't become 1x49x41x1"},
    {"reshape_two_unknowns", "2 sizes to infer"},
    {"root_offset_past_end", "the root offset 4294967280 points past the end"},
    {"scale_infinite", "scale is inf"},
    {"segment_sum_id_past_end", "segment id 1000000, expected 0 to 2"},
    {"shape_negative", "shape -16x-16 has a dimension of -16"},
    {"shape_product_overflows_32_bits", "shape 65536x65536 has more than"},
    {"shape_product_overflows_64_bits", "shape 2147483647x2147483647x2147483647 has more than"},
    {"shape_with_zero", "shape 1x0 has a dimension of 0"},
    {"split_zero_parts", "splits into 0 parts"},
    {"strided_slice_step_zero", "step 1 is 0"},
    {"subgraphs_call_each_other", "subgraphs 0 and 1 call each other"},
    {"subgraphs_missing", "no subgraph"},
    {"tensor_written_twice", "which already has a value"},
    {"text", "this is no TFLite model"},
    {"transpose_axis_out_of_range", "dimension 9 of a tensor with 3"},
    {"truncated_end", "truncated"},
    {"truncated_half", "truncated"},
    {"truncated_header", "truncated within the header"},
    {"vector_length_lies", "the list of operators of subgraph 0 claims 1073741823 entries"},
    {"vtable_outside_file", "the root table points to a vtable outside the file"},
    {"zero_point_out_of_range", "zero point is 1000, expected -128 to 127"},
};

std::vector<uint8_t> shared_model(const char* path) { return read_bytes(*shared_data() / path); }

TEST(Tflite, NamesTheFaultOfEachBadFileAndTakesTheControls) {
  const auto shared = shared_data();
  if (!shared) GTEST_SKIP() << "the shared data is not there";
  std::ifstream index(*shared / "tflite-bad/index.csv");
  size_t refused = 0;
  std::string line;
  std::getline(index, line);
  while (std::getline(index, line)) {
    const std::string file = line.substr(0, line.find(',')), stem = file.substr(0, file.find('.'));
    const bool accept = line.substr(file.size() + 1).starts_with("accept");
    const std::string message = refusal(read_bytes(*shared / "tflite-bad" / file));
    if (accept) {
      EXPECT_EQ(message, "") << file;
    } else {
      ASSERT_TRUE(faults.contains(stem)) << file;
      EXPECT_THAT(message, HasSubstr("folder/model.tflite: ")) << file;
      EXPECT_THAT(message, HasSubstr(faults.at(stem))) << file;
      EXPECT_EQ(message.find('\n'), std::string::npos) << file;
      ++refused;
    }
  }
  EXPECT_EQ(refused, faults.size());
}

TEST(Tflite, RefusesEveryPrefix) {
  if (!shared_data()) GTEST_SKIP() << "the shared data is not there";
  const std::vector<uint8_t> whole = shared_model("tflm/hello_world_int8.tflite");
  for (size_t length = 0; length < whole.size(); ++length) {
    const std::vector<uint8_t> prefix(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    EXPECT_NE(refusal(prefix), "") << length;
  }
  EXPECT_EQ(refusal(whole), "");
}

TEST(Tflite, SurvivesFlippedBits) {
  if (!shared_data()) GTEST_SKIP() << "the shared data is not there";
  const std::vector<uint8_t> whole = shared_model("tflm/hello_world_int8.tflite");
  std::mt19937 random(1);
  for (int trial = 0; trial < 10'000; ++trial) {
    std::vector<uint8_t> flipped = whole;
    const int flips = 1 + trial % 8;
    for (int i = 0; i < flips; ++i) flipped[random() % flipped.size()] ^= static_cast<uint8_t>(1u << random() % 8);
    refusal(flipped);  // throws where it is neither a graph nor an InputError
  }
}

TEST(Tflite, RefusesHybridModels) {
  if (!shared_data()) GTEST_SKIP() << "the shared data is not there";
  const std::string message = refusal(shared_model("mlperf-tiny/models/kws_ref_model_float32.tflite"));
  EXPECT_THAT(message, HasSubstr("this is a hybrid model, float activations with integer weights"));
}

TEST(Tflite, ListsEveryUnsupportedOperatorAtOnce) {
  if (!shared_data()) GTEST_SKIP() << "the shared data is not there";
  const std::string message = refusal(shared_model("tflm/keyword_scrambled_8bit.tflite"));
  EXPECT_THAT(message, HasSubstr("operators are not supported: SVDF at operator 1 ("));
  size_t count = 0;
  for (size_t at = message.find("SVDF at"); at != std::string::npos; at = message.find("SVDF at", at + 1)) ++count;
  EXPECT_EQ(count, 7u) << message;
}

}  // namespace
}  // namespace mote
