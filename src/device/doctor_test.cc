// The doctor finds what these tests themselves need.
#include "device/doctor.h"

#include <gtest/gtest.h>

namespace mote {
namespace {

TEST(Doctor, FindsWhatTheTestsUse) {
  for (const Finding& finding : examine_installation()) {
    EXPECT_FALSE(finding.detail.empty()) << finding.what;
    EXPECT_FALSE(finding.enables.empty()) << finding.what;
    if (finding.what == "mote_torch.so" || finding.what == "ccache") continue;
    EXPECT_TRUE(finding.found) << finding.what << ": " << finding.detail;
  }
}

}  // namespace
}  // namespace mote
