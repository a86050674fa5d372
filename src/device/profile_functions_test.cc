// Counting a firmware by function, against the counts by layer of the same firmware.
#include "device/profile_functions.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "device/profile.h"
#include "device/small_model.h"

namespace mote {
namespace {

using testing::HasSubstr;

class ProfileFunctions : public testing::Test {
 protected:
  void SetUp() override {
    compilation_ = compile(small_model(), {.name = "small", .target = "cortex-m4"});
    firmware_ = build_firmware(compilation_, {}, folder_.path() / "build");
    std::vector<uint8_t> input = {2, 0, 0, 0, 0, 0, 0, 0};  // the runner's: two samples, no reset
    input.resize(8 + 2 * 72, 77);
    write_file(folder_.path() / "input.bin", input);
  }
  std::vector<FunctionProfile> profile(const std::string& begin = "", const std::string& end = "") const {
    return profile_functions({firmware_.elf, "cortex-m4", begin, end, folder_.path()});
  }
  std::string refusal(const std::string& begin) const {
    try {
      profile(begin);
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing refused";
  }

  TemporaryFolder folder_;
  Compilation compilation_;
  Firmware firmware_;
};

double instructions_of(const std::vector<FunctionProfile>& functions) {
  double sum = 0;
  for (const FunctionProfile& function : functions) sum += function.mix.total;
  return sum;
}

TEST_F(ProfileFunctions, CountsWhatAFunctionAndItsCalleesExecute) {
  const std::vector<FunctionProfile> functions = profile("small::infer");
  ASSERT_FALSE(functions.empty());
  const auto infer = std::find_if(functions.begin(), functions.end(),
                                  [](const auto& f) { return f.name == "small::infer(unsigned char*)"; });
  ASSERT_NE(infer, functions.end());
  EXPECT_EQ(infer->entries, 2);
  Array input{ElementType::int8, {2, 6, 6, 2}, std::vector<uint8_t>(144, 77)};
  const Profile layers = profile_on_device(compilation_, firmware_, {.inputs = {input}});
  EXPECT_NEAR(instructions_of(functions) / 2, layers.mix.total, 60) << "entry and return of infer() come on top";
}

TEST_F(ProfileFunctions, SimulatesTheMemoriesOfEveryBoardOfTheCore) {
  const Core& core = core_named("cortex-m4");
  std::vector<MemoryCounts> memories;
  for (const FunctionProfile& function : profile("small::infer")) add_memories(memories, function.memories);
  ASSERT_EQ(memories.size(), boards_of(core).size());
  const std::vector<BoardEstimate> estimates = estimate_boards(core, 1000, memories, 0, 0);
  for (size_t i = 0; i < memories.size(); ++i) {
    EXPECT_GT(memories[i].ram_reads, 0) << estimates[i].board;
    EXPECT_GT(memories[i].jump_misses + memories[i].next_misses, 0) << estimates[i].board;
    EXPECT_GT(memories[i].data_misses, 0) << estimates[i].board << ": the weights";
    EXPECT_EQ(estimates[i].wait_cycles > 0, boards_of(core)[i].flash.wait_states > 0) << estimates[i].board;
    EXPECT_EQ(estimates[i].milliseconds > estimates[i].zero_wait_milliseconds, estimates[i].wait_cycles > 0);
  }
}

TEST_F(ProfileFunctions, CountsEverythingWithoutABegin) {
  const std::vector<FunctionProfile> all = profile();
  EXPECT_GT(instructions_of(all), instructions_of(profile("small::infer")));
  EXPECT_GT(all.size(), 2u);
  EXPECT_GT(all[0].cycles, all[0].mix.total / 2);
}

TEST_F(ProfileFunctions, NamesSimilarFunctionsWhereThereIsNone) {
  EXPECT_THAT(refusal("inf"), HasSubstr("small::infer"));
  EXPECT_THAT(refusal("nowhere at all"), HasSubstr("no function 'nowhere at all'"));
}

TEST_F(ProfileFunctions, RefusesWhatIsNoFirmware) {
  write_file(folder_.path() / "text", std::string_view("not an ELF file, for sure; but long enough to be one of them"));
  EXPECT_THROW(profile_functions({folder_.path() / "text", "cortex-m4", "", ""}), InputError);
}

}  // namespace
}  // namespace mote
