// Cores and boards are complete and consistent.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "target/core.h"

namespace mote {
namespace {

TEST(Core, KnowsTheHostAndSevenDevices) {
  ASSERT_EQ(cores().size(), 8u);
  EXPECT_EQ(cores()[0]->name, "host");
  for (std::string_view name :
       {"cortex-m0plus", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33", "cortex-m55", "rv32imc"}) {
    const Core& core = core_named(name);
    EXPECT_NE(core.cycles, nullptr);
    EXPECT_NE(std::find(core.flags.begin(), core.flags.end(), "-ffp-contract=off"), core.flags.end()) << name;
  }
}

TEST(Core, AnUnknownNameListsTheKnownOnes) {
  try {
    core_named("cortex-m5");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("cortex-m55"), std::string::npos) << error.what();
  }
}

TEST(Core, EveryInstructionTakesACycleOnScalarCores) {
  InstructionMix mix;
  mix.total = mix.alu = 1000;
  for (const Core* core : cores()) {
    if (core->is_host() || core->name == "cortex-m7") continue;
    EXPECT_EQ(core->cycles(mix), 1000) << core->name;
  }
}

TEST(Core, FeaturesAreThoseOfTheArchitecture) {
  EXPECT_FALSE(core_named("cortex-m3").has(CoreFeature::dsp));
  EXPECT_TRUE(core_named("cortex-m4").has(CoreFeature::dsp));
  EXPECT_TRUE(core_named("cortex-m55").has(CoreFeature::helium));
  EXPECT_TRUE(core_named("cortex-m0plus").has(CoreFeature::none));
}

}  // namespace
}  // namespace mote
