// What operators that move values refuse.
#include "ops/concatenate/attributes.h"
#include "ops/gather/attributes.h"
#include "ops/pad/attributes.h"
#include "ops/reshape/attributes.h"
#include "ops/small_call.h"
#include "ops/split/attributes.h"
#include "ops/strided_slice/attributes.h"
#include "ops/transpose/attributes.h"

namespace mote {
namespace {

// What check() says after the attribute is set to the text.
std::string with_attribute(const RandomCall& sound, std::string_view field, std::string_view value) {
  return refusal_after(sound, [&](RandomCall& c) { c.attributes.set(field, value); });
}

const auto other_scale = [](RandomCall& c) { c.outputs[0].quantization.scales = {2}; };
constexpr std::string_view other_scale_refusal =
    " has scale 1 and zero point 0, the output scale 2 and zero point 0; expected the same, for values move unchanged";

TEST(MoveRefusals, Reshape) {
  ReshapeAttributes a;
  a.shape = {3, 2};
  const RandomCall sound{a, {int8_tensor({2, 3}, 1, 0)}, {int8_tensor({3, 2}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "shape", "3,-2"),
            "reshape 'random': the new shape 3x-2 has a dimension of -2, expected at least 1");
  EXPECT_EQ(with_attribute(sound, "shape", "3,3"),
            "reshape 'random': 6 elements of shape 2x3 can't take the shape 3x3 of 9");
  EXPECT_EQ(refusal_after(sound, other_scale), "reshape 'random': the input" + std::string(other_scale_refusal));
}

TEST(MoveRefusals, Pad) {
  PadAttributes a;
  a.before = {1, 0}, a.after = {0, 2};
  const RandomCall sound{a, {int8_tensor({2, 3}, 1, 0)}, {int8_tensor({3, 5}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "before", "1"),
            "pad 'random': the padding before has 1 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(with_attribute(sound, "after", "1,1,1"),
            "pad 'random': the padding after has 3 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(with_attribute(sound, "after", "0,-1"),
            "pad 'random': dimension 1 is padded by 0 and -1, expected none below 0");
  EXPECT_EQ(with_attribute(sound, "after", "0,2147483647"),
            "pad 'random': dimension 1 is padded to 2147483650 elements, expected less than 2^31");
  EXPECT_NE(with_attribute(sound, "after", "100000,100000"), "");
  EXPECT_EQ(with_attribute(sound, "value", "200"),
            "pad 'random': the value 200 is 200 in the input's integers, expected -128 to 127");
  EXPECT_EQ(with_attribute(sound, "value", "inf"), "pad 'random': the value is inf, expected a finite one");
  EXPECT_EQ(refusal_after(sound, other_scale), "pad 'random': the input" + std::string(other_scale_refusal));
  PadAttributes five;
  five.before = five.after = {1, 1, 1, 1, 1};
  EXPECT_EQ(refusal_of(RandomCall{five, {float_tensor({1, 1, 1, 1, 1})}, {float_tensor({3, 3, 3, 3, 3})}}),
            "pad 'random': more than four dimensions are padded, expected four at most");
}

TEST(MoveRefusals, Concatenate) {
  const RandomCall sound{
      ConcatenateAttributes{}, {int8_tensor({2, 3}, 1, 0), int8_tensor({1, 3}, 1, 0)}, {int8_tensor({3, 3}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "axis", "2"),
            "concatenate 'random': axis is 2, expected 0 to 1 (2x3 has 2 dimensions)");
  EXPECT_EQ(with_attribute(sound, "axis", "1"),
            "concatenate 'random': input 1 has shape 1x3, expected 2x3 but for dimension 1");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs.clear(); }),
            "concatenate 'random': has 0 inputs, expected 1 to 16");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs.assign(17, c.inputs[0]); }),
            "concatenate 'random': has 17 inputs, expected 1 to 16");
  EXPECT_EQ(refusal_after(sound, other_scale), "concatenate 'random': input 0" + std::string(other_scale_refusal));
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[0]->shape[0] = c.inputs[1]->shape[0] = 2000000000; }),
            "concatenate 'random': dimension 0 comes to 4000000000 elements, expected less than 2^31");
}

TEST(MoveRefusals, Split) {
  SplitAttributes a;
  a.sizes = {1, 2};
  const RandomCall sound{a, {int8_tensor({3}, 1, 0)}, {int8_tensor({1}, 1, 0), int8_tensor({2}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "sizes", ""), "split 'random': is into 0 parts, expected 1 to 16");
  EXPECT_EQ(with_attribute(sound, "sizes", "3"), "split 'random': has 2 outputs, expected 1");
  EXPECT_EQ(with_attribute(sound, "axis", "-1"), "split 'random': axis is -1, expected 0 to 0 (3 has 1 dimensions)");
  EXPECT_EQ(with_attribute(sound, "sizes", "0,3"), "split 'random': part 0 has the size 0, expected at least 1");
  EXPECT_EQ(with_attribute(sound, "sizes", "2,2"), "split 'random': the parts come to 4 along dimension 0, expected 3");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.outputs[1].type = ElementType::uint8; }),
            "split 'random': the input is int8 and output 1 is uint8, expected one type");
}

TEST(MoveRefusals, Gather) {
  const RandomCall sound{
      GatherAttributes{}, {int8_tensor({3, 2}, 1, 0), int32_tensor({2}, {0, 2})}, {int8_tensor({2, 2}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  const auto with_indices = [&](const std::vector<int32_t>& indices) {
    return refusal_after(sound, [&](auto& c) { c.inputs[1]->template set_values<int32_t>(indices); });
  };
  EXPECT_EQ(with_indices({0, 3}), "gather 'random': index 3 is outside dimension 0 of 3x2, expected 0 to 2");
  EXPECT_EQ(with_indices({-1, 0}), "gather 'random': index -1 is outside dimension 0 of 3x2, expected 0 to 2");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->data.clear(); }),
            "gather 'random': the indices are computed, expected a constant");
  EXPECT_EQ(with_indices({1}), "gather 'random': the indices have 4 bytes, expected 8");
  EXPECT_EQ(with_attribute(sound, "axis", "2"), "gather 'random': axis is 2, expected 0 to 1 (3x2 has 2 dimensions)");
  EXPECT_EQ(refusal_after(sound, [](auto& c) { c.inputs[1]->type = ElementType::int8; }),
            "gather 'random': the tensor of indices is int8, expected int32 or int64");
  EXPECT_EQ(refusal_after(sound, other_scale), "gather 'random': the input" + std::string(other_scale_refusal));
}

TEST(MoveRefusals, StridedSlice) {
  StridedSliceAttributes a;
  a.begin = {0, 1}, a.end = {2, 3}, a.step = {1, 2};
  const RandomCall sound{a, {int8_tensor({2, 3}, 1, 0)}, {int8_tensor({2, 1}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "step", "1,0"),
            "strided_slice 'random': the step of dimension 1 is 0, expected any other number");
  EXPECT_EQ(with_attribute(sound, "begin", "0,3"), "strided_slice 'random': dimension 1 begins at 3, expected 0 to 2");
  EXPECT_EQ(with_attribute(sound, "end", "2,4"), "strided_slice 'random': dimension 1 ends at 4, expected 0 to 3");
  EXPECT_EQ(with_attribute(sound, "step", "1,-1"), "strided_slice 'random': dimension 1 ends at 3, expected -1 to 2");
  EXPECT_EQ(with_attribute(sound, "end", "2,1"),
            "strided_slice 'random': dimension 1 from 1 to 1 in steps of 2 is empty");
  EXPECT_EQ(with_attribute(sound, "begin", "0"),
            "strided_slice 'random': begin has 1 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(with_attribute(sound, "end", "0"),
            "strided_slice 'random': end has 1 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(with_attribute(sound, "step", "1"),
            "strided_slice 'random': step has 1 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(refusal_after(sound, other_scale), "strided_slice 'random': the input" + std::string(other_scale_refusal));
  StridedSliceAttributes six;
  six.begin = {0, 0, 0, 0, 0, 0}, six.end = {3, 3, 3, 3, 3, 3}, six.step = {2, 2, 2, 2, 2, 2};
  EXPECT_EQ(refusal_of(RandomCall{six, {float_tensor(Shape(6, 3))}, {float_tensor(Shape(6, 2))}}),
            "strided_slice 'random': slices 6 dimensions, expected 5 at most");
}

TEST(MoveRefusals, Transpose) {
  TransposeAttributes a;
  a.permutation = {1, 0};
  const RandomCall sound{a, {int8_tensor({2, 3}, 1, 0)}, {int8_tensor({3, 2}, 1, 0)}};
  EXPECT_EQ(refusal_of(sound), "");
  EXPECT_EQ(with_attribute(sound, "permutation", "1"),
            "transpose 'random': the permutation has 1 numbers, expected 2 (one for each dimension of 2x3)");
  EXPECT_EQ(with_attribute(sound, "permutation", "0,9"),
            "transpose 'random': the permutation names dimension 9, expected 0 to 1");
  EXPECT_EQ(with_attribute(sound, "permutation", "-1,0"),
            "transpose 'random': the permutation names dimension -1, expected 0 to 1");
  EXPECT_EQ(with_attribute(sound, "permutation", "1,1"), "transpose 'random': the permutation names dimension 1 twice");
  EXPECT_EQ(refusal_after(sound, other_scale), "transpose 'random': the input" + std::string(other_scale_refusal));
  TransposeAttributes six;
  six.permutation = {5, 4, 3, 2, 1, 0};
  EXPECT_EQ(refusal_of(RandomCall{six, {float_tensor(Shape(6, 2))}, {float_tensor(Shape(6, 2))}}),
            "transpose 'random': permutes 6 dimensions, expected 5 at most");
}

}  // namespace
}  // namespace mote
