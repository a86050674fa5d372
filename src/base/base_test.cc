// Files, processes, arrays, fixed point: the parts that everything leans on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "base/csv.h"
#include "base/device/fixed_point.h"
#include "base/error.h"
#include "base/file.h"
#include "base/fixed_point.h"
#include "base/hash.h"
#include "base/npy.h"
#include "base/process.h"

namespace mote {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(File, IsWrittenWholeAndReadBack) {
  TemporaryFolder folder;
  write_file(folder.path() / "a/b.txt", std::string_view("text"));
  EXPECT_EQ(read_text(folder.path() / "a/b.txt"), "text");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path() / "a"), fs::directory_iterator()), 1);
}

TEST(File, ThatCantBeWrittenIsNamed) {
  EXPECT_THAT(message_of([] { write_file(fs::path("/proc/nowhere/x"), std::string_view("x")); }),
              HasSubstr("/proc/nowhere"));
}

TEST(File, FolderTakesItsPlaceOnlyWhenFilled) {
  TemporaryFolder folder;
  const fs::path target = folder.path() / "out";
  write_folder(target, [](const fs::path& part) { write_file(part / "x", std::string_view("old")); });
  EXPECT_THROW(write_folder(target,
                            [](const fs::path& part) {
                              write_file(part / "x", std::string_view("new"));
                              fail("broken off");
                            }),
               InputError);
  EXPECT_EQ(read_text(target / "x"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(Process, GivesOutputErrorsAndExitCode) {
  const ProcessResult result = run_process({"sh", "-c", "cat; echo wrong >&2; exit 3"}, {.input = "hello"});
  EXPECT_EQ(result.output, "hello");
  EXPECT_EQ(result.errors, "wrong\n");
  EXPECT_EQ(result.exit_code, 3);
}

TEST(Process, PastItsTimeIsEndedAndSaidSo) {
  EXPECT_THAT(message_of([] { run_process({"sleep", "10"}, {.timeout_seconds = 0.1}); }), HasSubstr("did not end"));
}

TEST(Process, ThatIsMissingIsNamed) {
  EXPECT_THAT(message_of([] { run_process({"no-such-program"}); }), HasSubstr("no-such-program is not installed"));
}

TEST(Npy, ReadsBackWhatItWrites) {
  TemporaryFolder folder;
  for (const std::vector<int64_t>& shape : {std::vector<int64_t>{6}, {2, 3}, {1, 2, 3}}) {
    const Array array = Array::of<int16_t>(shape, {1, -2, 3, -4, 5, -6});
    write_npy(folder.path() / "a.npy", array);
    const Array back = read_npy(folder.path() / "a.npy");
    EXPECT_EQ(back.shape, shape);
    EXPECT_EQ(back.bytes, array.bytes);
    EXPECT_EQ(back.type, ElementType::int16);
  }
}

TEST(Npy, OfAnyTruncatedLengthIsRefused) {
  TemporaryFolder folder;
  write_npy(folder.path() / "a.npy", Array::of<float>({3}, {1, 2, 3}));
  const std::vector<uint8_t> whole = read_bytes(folder.path() / "a.npy");
  for (size_t length = 0; length < whole.size(); ++length) {
    write_file(folder.path() / "b.npy", std::span(whole).first(length));
    EXPECT_THROW(read_npy(folder.path() / "b.npy"), InputError) << length;
  }
}

TEST(Csv, CellsLoseWhatIsAroundThemAndEmptyOnesStay) {
  EXPECT_THAT(csv_cells("a, \"b\" ,,c\r"), testing::ElementsAre("a", "b", "", "c"));
  EXPECT_THAT(csv_cells("a,"), testing::ElementsAre("a", ""));
  EXPECT_THAT(csv_cells(""), testing::ElementsAre(""));
}

TEST(Hash, DiffersWhereTheBytesDo) {
  EXPECT_EQ(hash_of("a").size(), 32u);
  EXPECT_NE(hash_of("a"), hash_of("b"));
}

TEST(FixedPoint, MultiplierStandsForTheRealFactor) {
  for (double real : {1.0, 0.5, 0.75, 1e-6, 3.25, 0.9999999999}) {
    const QuantizedMultiplier q = quantize_multiplier(real);
    EXPECT_NEAR(q.multiplier * std::ldexp(1.0, q.shift - 31), real, real * 1e-9);
  }
  EXPECT_EQ(quantize_multiplier(1e-12).multiplier, 0);
  EXPECT_THROW(quantize_multiplier(-1), InputError);
}

TEST(FixedPoint, RoundsTwiceAsTheReferenceDoes) {
  EXPECT_EQ(device::multiply_by_quantized_multiplier(1, 1 << 30, 0), 1);    // 0.5 away from zero
  EXPECT_EQ(device::multiply_by_quantized_multiplier(-1, 1 << 30, 0), 0);   // the high multiplication's tie goes up
  EXPECT_EQ(device::rounding_divide_by_power_of_two(-3, 1), -2);            // the shift's tie goes away from zero
  EXPECT_EQ(device::saturating_rounding_doubling_high_multiply(INT32_MIN, INT32_MIN), INT32_MAX);
}

}  // namespace
}  // namespace mote
