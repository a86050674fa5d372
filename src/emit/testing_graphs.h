// For tests: graphs to compile.
#pragma once

#include <random>
#include <string>

#include "graph/text.h"

namespace mote {

// Constants of `elements` numbers that look random, for the text form.
inline std::string numbers(int elements, int low, int high, int seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < elements; ++i)
    text += fmt::format("{} ", low + static_cast<int>(random() % static_cast<uint32_t>(high - low + 1)));
  return "[" + text + "]";
}

inline std::string floats(int elements, int seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < elements; ++i) text += fmt::format("{} ", static_cast<float>(random()) / 4.2949673e9f - 0.5f);
  return "[" + text + "]";
}

inline Graph int8_graph() {
  return parse_graph(
      "graph \"small int8\"\n"
      "input %0 int8[1x6x5x3] scale=0.5 zero_point=-3 \"samples\"\n"
      "constant %1 int8[4x3x3x3] scale=0.1,0.2,0.1,0.3 \"w1\" = " +
      numbers(108, -128, 127, 1) +
      "\n"
      "constant %2 int32[4] \"b1\" = " +
      numbers(4, -900, 900, 2) +
      "\n"
      "%3 int8[1x3x3x4] scale=1.5 zero_point=4 \"conv\" = conv2d(%0, %1, %2) stride_height=2 stride_width=2 pad_top=1 "
      "pad_bottom=1 pad_left=1 pad_right=1 activation=relu \"stem\"\n"
      "constant %4 int8[1x3x3x4] scale=0.02 \"w2\" = " +
      numbers(36, -128, 127, 3) +
      "\n"
      "%5 int8[1x3x3x4] scale=1 \"dw\" = depthwise_conv2d(%3, %4, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 "
      "\"block/depthwise\"\n"
      "%6 int8[1x3x3x4] scale=2 zero_point=-1 \"sum\" = add(%3, %5) \"block/add\"\n"
      "constant %7 int8[3x36] scale=0.05 \"w3\" = " +
      numbers(108, -128, 127, 4) +
      "\n"
      "%8 int8[1x36] scale=2 zero_point=-1 \"flat\" = reshape(%6) shape=1,36 \"flatten\"\n"
      "%9 int8[1x3] scale=4 \"scores\" = fully_connected(%8, %7, _) \"head\"\n"
      "output %9\n");
}

inline Graph float_graph() {
  return parse_graph(
      "graph \"small float\"\n"
      "input %0 float32[1x4x4x2] \"samples\"\n"
      "constant %1 float32[3x3x3x2] \"w1\" = " +
      floats(54, 1) +
      "\n"
      "%2 float32[1x4x4x3] \"conv\" = conv2d(%0, %1, _) pad_top=1 pad_bottom=1 pad_left=1 pad_right=1 activation=relu6 "
      "\"stem\"\n"
      "constant %3 float32[1x1x1x3] \"offset\" = " +
      floats(3, 2) +
      "\n"
      "%4 float32[1x4x4x3] \"shifted\" = add(%2, %3) \"shift\"\n"
      "%5 float32[1x4x4x3] \"product\" = mul(%4, %2) \"product\"\n"
      "output %5\noutput %4\n");
}

// Each kind of operator once, and what the emitter must take care of: several inputs and outputs, constants that
// kernels read as inputs, an input that is an output.
inline Graph every_operator_graph() {
  return parse_graph(R"(
    graph "every operator"
    input %0 int8[1x4x4x2] scale=0.5 zero_point=-3 "x"
    input %1 float32[1x4x4x2] "f"
    constant %2 int8[1x4x4x2] scale=0.25 zero_point=7 "c" = [8*5 8*-7 8*100 8*-128]
    %28 int8[1x4x4x2] scale=0.5 zero_point=-3 "sum" = add(%0, %2) "shift"
    %3 int8[1x4x4x4] scale=0.5 zero_point=-3 "joined" = concatenate(%0, %28) axis=3 "join"
    %4 int8[1x4x4x1] scale=0.5 zero_point=-3 "part 0", %5 int8[1x4x4x3] scale=0.5 zero_point=-3 "part 1" = split(%3) axis=3 sizes=1,3 "part"
    %6 int8[1x2x2x3] scale=0.5 zero_point=-3 "pooled" = max_pool2d(%5) window_height=2 window_width=2 stride_height=2 stride_width=2 "max"
    %7 int8[1x2x2x1] scale=0.5 zero_point=-3 "averaged" = average_pool2d(%4) window_height=2 window_width=2 stride_height=2 stride_width=2 "average"
    %8 int8[1x2x2x3] scale=0.7 "product" = mul(%6, %7) "multiply"
    %9 int8[3x1x2x2] scale=0.7 "turned" = transpose(%8) permutation=3,0,1,2 "turn"
    %10 int8[3x1x2x2] scale=0.00390625 zero_point=-128 "squashed" = logistic(%9) "squash"
    %11 int8[3x1x3x2] scale=0.00390625 zero_point=-128 "framed" = pad(%10) before=0,0,1,0 after=0,0,0,0 value=0.5 "frame"
    %12 int8[2x1x3x2] scale=0.00390625 zero_point=-128 "slice" = strided_slice(%11) begin=0,0,0,0 end=3,1,3,2 step=2,1,1,1 "slice"
    %13 int8[2x3x2] scale=0.00390625 zero_point=-128 "mean" = mean(%12) axes=1 "mean"
    %14 int8[2x6] scale=0.00390625 zero_point=-128 "flat" = reshape(%13) shape=2,6 "flatten"
    %15 int8[2x6] scale=0.00390625 zero_point=-128 "chances" = softmax(%14) "softmax"
    %16 uint8[2x6] scale=0.00390625 "bytes" = quantize(%15) "to bytes"
    %17 float32[2x6] "floats" = dequantize(%16) "to floats"
    %18 float32[2x6] "bent" = tanh(%17) "bend"
    %19 float32[1x4x4x2] "difference" = sub(%1, %1) "subtract"
    %20 float32[1x4x4x2] "scaled" = batch_norm(%19, %21, %22, %22, %21) "norm"
    constant %21 float32[2] "ones" = [1 1.5]
    constant %22 float32[2] "shift" = [0.5 -0.25]
    %23 float32[1x4x4x2] "soft" = softmax(%20) "soft"
    constant %24 int32[2] "rows" = [3 0]
    %25 float32[1x2x4x2] "picked" = gather(%23, %24) axis=1 "pick"
    %26 float32[1x2x4x2] "bounded" = clamp(%25) min=0.25 max=0.6 "bound"
    %27 int8[1x2x4x2] scale=0.01 "quantized" = quantize(%26) "to integers"
    output %18
    output %27
    output %0)");
}

}  // namespace mote
