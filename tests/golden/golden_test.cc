// The promise of exactness: reference outputs against the firmware of every target, element by element.
// MOTE_GOLDEN=full takes every sample. Without the shared data these tests skip.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/file.h"
#include "device/firmware.h"
#include "device/run.h"
#include "emit/compile.h"
#include "import/tflite/tflite.h"
#include "tests/golden/models.h"

namespace mote::golden {
namespace {

const char* const targets[] = {"host",      "cortex-m0plus", "cortex-m3",  "cortex-m4",
                               "cortex-m7", "cortex-m33",    "cortex-m55", "rv32imc"};

bool full() {
  const char* wanted = std::getenv("MOTE_GOLDEN");
  return wanted != nullptr && std::string(wanted) == "full";
}

// Compiles the graph for the target, builds and boots the firmware, and returns its first output.
Array run_firmware(Graph graph, const std::string& target, const std::vector<Array>& inputs,
                   Favor favor = Favor::speed) {
  TemporaryFolder folder;
  const Compilation compilation = compile(std::move(graph), {.name = "model", .target = target, .favor = favor});
  const Firmware firmware = build_firmware(compilation, {.measure_shipped = false}, folder.path());
  return run_on_device(firmware, inputs).outputs.at(0);
}

std::string printable(std::string name) {
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
}

class Models : public testing::TestWithParam<std::tuple<Model, const char*>> {};

TEST_P(Models, GiveTheReferenceOutputs) {
  const auto& [model, target] = GetParam();
  const auto data = shared_data();
  if (!data) GTEST_SKIP() << "no shared data beside the clone";
  const auto folder = *data / "golden" / model.name;
  const Array all_inputs = read_npy(folder / "inputs.npy"), all_outputs = read_npy(folder / "outputs.npy");
  const auto samples = chosen_samples(model, static_cast<int>(all_inputs.shape[0]), full());
  const Array inputs = rows(all_inputs, samples), expected = rows(all_outputs, samples);

  const Graph graph = import_tflite_file(*data / model.file);
  const Array got = run_firmware(graph, target, {inputs});
  const Difference difference = compare(got, expected);
  if (!model.is_float) {
    EXPECT_EQ(difference.differing, 0) << "of " << difference.elements;
    return;
  }
  EXPECT_LE(difference.largest, 1e-5 * difference.largest_output);
  EXPECT_EQ(got.bytes, run_on_host(graph, std::vector<Array>{inputs}).outputs.at(0).bytes) << "device and host differ";
}

INSTANTIATE_TEST_SUITE_P(Golden, Models, testing::Combine(testing::ValuesIn(models()), testing::ValuesIn(targets)),
                         [](const auto& info) {
                           return printable(std::get<0>(info.param).name + "_on_" + std::get<1>(info.param));
                         });

// Favouring RAM, layers run in bands and tensors overlap as far as they may.
class SmallModels : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(SmallModels, GiveTheReferenceOutputs) {
  const auto& [name, target] = GetParam();
  const auto data = shared_data();
  if (!data) GTEST_SKIP() << "no shared data beside the clone";
  const auto model = std::find_if(models().begin(), models().end(), [&](const Model& m) { return m.name == name; });
  const Array all_inputs = read_npy(*data / "golden" / name / "inputs.npy");
  const auto samples = chosen_samples(*model, static_cast<int>(all_inputs.shape[0]), full());
  const Array got =
      run_firmware(import_tflite_file(*data / model->file), target, {rows(all_inputs, samples)}, Favor::ram);
  EXPECT_EQ(compare(got, rows(read_npy(*data / "golden" / name / "outputs.npy"), samples)).differing, 0);
}

INSTANTIATE_TEST_SUITE_P(Golden, SmallModels,
                         testing::Combine(testing::Values("kws_ref_model", "vww_96_int8", "pretrainedResnet_quant"),
                                          testing::Values("host", "cortex-m4")),
                         [](const auto& info) {
                           return printable(std::string(std::get<0>(info.param)) + "_on_" + std::get<1>(info.param));
                         });

class Operators : public testing::TestWithParam<const char*> {};

// All 49 random operators of ../shared/data/ops, one firmware each.
TEST_P(Operators, GiveTheReferenceOutputs) {
  const auto data = shared_data();
  if (!data) GTEST_SKIP() << "no shared data beside the clone";
  int count = 0;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "ops"))
    if (entry.path().extension() == ".tflite") files.insert(entry.path());
  for (const auto& file : files) {
    const std::string stem = (file.parent_path() / file.stem()).string();
    std::vector<Array> inputs;
    if (std::filesystem::exists(stem + "_inputs.npy")) inputs.push_back(read_npy(stem + "_inputs.npy"));
    for (int i = 0; std::filesystem::exists(stem + "_inputs" + std::to_string(i) + ".npy"); ++i)
      inputs.push_back(read_npy(stem + "_inputs" + std::to_string(i) + ".npy"));
    const Array got = run_firmware(import_tflite_file(file), GetParam(), inputs);
    EXPECT_EQ(compare(got, read_npy(stem + "_outputs.npy")).differing, 0) << file.stem();
    ++count;
  }
  EXPECT_EQ(count, 49);
}

INSTANTIATE_TEST_SUITE_P(Golden, Operators, testing::ValuesIn(targets),
                         [](const auto& info) { return printable(info.param); });

}  // namespace
}  // namespace mote::golden
