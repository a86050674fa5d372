// Names and comments of the emitted code.
#include "emit/names.h"

#include <gtest/gtest.h>

#include "emit/banner.h"

namespace mote {
namespace {

TEST(Names, AnyTextBecomesAnIdentifier) {
  EXPECT_EQ(identifier_of("Keyword spotting (v2)"), "keyword_spotting_v2");
  EXPECT_EQ(identifier_of("__a__b__"), "a_b");
  EXPECT_EQ(identifier_of("2nd"), "model_2nd");
  EXPECT_EQ(identifier_of("\xc3\xa9t\xc3\xa9"), "t");
  EXPECT_EQ(identifier_of(""), "model");
  EXPECT_EQ(identifier_of("class"), "class_model");
  EXPECT_EQ(identifier_of("Mote"), "mote_model");
  EXPECT_EQ(identifier_of("std"), "std_model");
}

TEST(Names, TypesAreInCamelCase) { EXPECT_EQ(type_name_of("depthwise_conv2d_3"), "DepthwiseConv2d3"); }

TEST(Comments, NothingInThemGoesOnOrWarns) {
  EXPECT_EQ(comment("a\\"), "// a/\n");
  EXPECT_EQ(comment("a\nint b;"), "// a int b;\n");
  EXPECT_EQ(comment("what?\?/"), "// what?//\n");
}

TEST(Comments, LongOnesAreBroken) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "word ";
  std::string lines = comment(text);
  EXPECT_GT(std::count(lines.begin(), lines.end(), '\n'), 2);
  for (size_t start = 0, end; (end = lines.find('\n', start)) != std::string::npos; start = end + 1)
    EXPECT_LE(end - start, 120u);
}

}  // namespace
}  // namespace mote
