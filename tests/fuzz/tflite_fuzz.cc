// Fuzzes the TFLite importer: any bytes end in a sound graph or one InputError.
#include "import/tflite/tflite.h"
#include "tests/fuzz/one_graph.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return mote::fuzz_one([&] { return mote::import_tflite(std::span(data, size), "fuzz.tflite"); });
}
