// No figure grows by more than 2 % over the record without the record being changed: './dev bench' writes it anew.
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/testing.h"
#include "tests/benchmark/figures.h"

namespace mote::benchmark {

// How GoogleTest prints the test's parameter.
void PrintTo(const Configuration& configuration, std::ostream* out) {
  *out << configuration.model.name << ", " << configuration.target << ", " << name_of(configuration.favor);
}

namespace {

constexpr double allowed_growth = 1.02;

class Record : public testing::TestWithParam<Configuration> {};

TEST_P(Record, HoldsEveryFigure) {
  const auto data = shared_data();
  if (!data) GTEST_SKIP() << "no shared data beside the clone";
  nlohmann::json record = nlohmann::json::parse(read_text(record_file()));
  const nlohmann::json recorded = at(record, GetParam());
  ASSERT_FALSE(recorded.is_null()) << "this configuration has no record; run ./dev bench";
  const nlohmann::json measured = to_json(measure(*data, GetParam()).figures);
  for (const auto& [name, value] : measured.items()) {
    ASSERT_TRUE(recorded.contains(name)) << name;
    EXPECT_LE(value.get<double>(), recorded[name].get<double>() * allowed_growth) << name;
  }
}

std::string test_name(const testing::TestParamInfo<Configuration>& info) {
  std::string name = info.param.model.name + "_" + info.param.target + "_" + std::string(name_of(info.param.favor));
  for (char& letter : name)
    if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Benchmark, Record, testing::ValuesIn(configurations()), test_name);

}  // namespace
}  // namespace mote::benchmark
