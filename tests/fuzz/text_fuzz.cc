// Fuzzes the graph's text form: any text ends in a sound graph or one InputError.
#include "tests/fuzz/one_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return mote::fuzz_one([&] { return mote::parse_graph({reinterpret_cast<const char*>(data), size}); });
}
