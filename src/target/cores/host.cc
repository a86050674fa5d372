// host: the machine that Mote itself runs on. Its code is the portable kernels; no cycles are estimated.
#include "target/core.h"

namespace mote {

const Core& host_core() {
  static const Core core{"host", "this machine", {}, "", {"-ffp-contract=off"}, nullptr};
  return core;
}

}  // namespace mote
