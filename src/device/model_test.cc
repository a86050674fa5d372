// A compiled model on every core: the same bits as the host executor, from the firmware that mote builds.
#include <gmock/gmock.h>

#include <random>

#include "base/file.h"
#include "device/run.h"
#include "device/small_model.h"

namespace mote {
namespace {

Array random_int8(std::vector<int64_t> shape, uint32_t seed) {
  std::mt19937 random(seed);
  Array array{ElementType::int8, shape, {}};
  array.bytes.resize(static_cast<size_t>(array.elements()));
  for (uint8_t& byte : array.bytes) byte = static_cast<uint8_t>(random());
  return array;
}

class ModelOnCore : public testing::TestWithParam<const Core*> {};
INSTANTIATE_TEST_SUITE_P(Device, ModelOnCore, testing::ValuesIn(cores().begin(), cores().end()), [](const auto& info) {
  std::string name(info.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(ModelOnCore, EqualsTheHostExecutor) {
  const Graph graph = small_model();
  const Array input = random_int8({20, 6, 6, 2}, 7);
  const RunResult expected = run_on_host(graph, {{input}});
  EXPECT_EQ(expected.outputs[0].shape, (std::vector<int64_t>{20, 3}));
  const Compilation compilation = compile(graph, {.name = "small", .target = std::string(GetParam()->name)});
  const TemporaryFolder folder;
  const Firmware firmware = build_firmware(compilation, {}, folder.path());
  const RunResult result = run_on_device(firmware, {{input}});
  EXPECT_EQ(result.outputs[0].shape, expected.outputs[0].shape);
  EXPECT_EQ(result.outputs[0].values<int8_t>(), expected.outputs[0].values<int8_t>());
  if (GetParam()->is_host()) return;
  EXPECT_GT(firmware.shipped.flash_bytes, compilation.weight_bytes);
  EXPECT_GE(firmware.shipped.ram_bytes, compilation.plan.arena_bytes);
}

}  // namespace
}  // namespace mote
