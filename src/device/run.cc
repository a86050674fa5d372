// Files to the runner and back.
#include "device/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstring>
#include <sstream>

#include "base/file.h"
#include "base/process.h"
#include "device/machine.h"

namespace mote {
namespace {

constexpr uint32_t magic = 0x65746f6d;  // as in runner/main_emulated.cc

std::vector<int64_t> without_ones(std::span<const int64_t> shape) {
  std::vector<int64_t> result;
  for (int64_t size : shape)
    if (size != 1) result.push_back(size);
  return result;
}

std::vector<int64_t> wide(const Shape& shape) { return {shape.begin(), shape.end()}; }

int64_t common_sample_count(std::span<const Array> inputs, std::span<const ProgramPort> ports) {
  if (inputs.size() != ports.size())
    fail<UsageError>("{} inputs are given, the model has {}", inputs.size(), ports.size());
  int64_t samples = -1;
  for (size_t i = 0; i < ports.size(); ++i) {
    const int64_t count = samples_in(inputs[i], ports[i]);
    if (samples >= 0 && count != samples)
      fail("input '{}' has {} samples, those before it {}", ports[i].name, count, samples);
    samples = count;
  }
  return samples;
}

std::vector<Array> empty_outputs(std::span<const ProgramPort> ports, int64_t samples) {
  std::vector<Array> outputs;
  for (const ProgramPort& port : ports) {
    Array array{port.type, {samples}, std::vector<uint8_t>(static_cast<size_t>(samples * port.bytes()))};
    const size_t first = !port.shape.empty() && port.shape[0] == 1 ? 1 : 0;  // the batch axis becomes the samples'
    array.shape.insert(array.shape.end(), port.shape.begin() + static_cast<long>(first), port.shape.end());
    outputs.push_back(std::move(array));
  }
  return outputs;
}

void append(std::vector<uint8_t>& bytes, const void* from, size_t count) {
  const auto* start = static_cast<const uint8_t*>(from);
  bytes.insert(bytes.end(), start, start + count);
}

std::vector<uint8_t> runner_input(std::span<const Array> inputs, std::span<const ProgramPort> ports, int64_t samples,
                                  bool reset_each) {
  std::vector<uint8_t> bytes;
  const uint32_t header[] = {static_cast<uint32_t>(samples), reset_each ? 1u : 0u};
  append(bytes, header, sizeof header);
  for (int64_t sample = 0; sample < samples; ++sample)
    for (size_t i = 0; i < ports.size(); ++i)
      append(bytes, inputs[i].bytes.data() + sample * ports[i].bytes(), static_cast<size_t>(ports[i].bytes()));
  return bytes;
}

// Returns the stack's depth.
int64_t read_runner_output(const std::filesystem::path& path, std::span<const ProgramPort> ports, int64_t samples,
                           std::vector<Array>& outputs) {
  const std::vector<uint8_t> bytes = read_bytes(path);
  size_t expected = 12;
  for (const ProgramPort& port : ports) expected += static_cast<size_t>(samples * port.bytes());
  ensure(bytes.size() == expected, "the runner wrote {} bytes, expected {}", bytes.size(), expected);
  size_t at = 0;
  for (int64_t sample = 0; sample < samples; ++sample)
    for (size_t i = 0; i < ports.size(); at += static_cast<size_t>(ports[i].bytes()), ++i)
      std::memcpy(outputs[i].bytes.data() + sample * ports[i].bytes(), bytes.data() + at,
                  static_cast<size_t>(ports[i].bytes()));
  uint32_t trailer[3];
  std::memcpy(trailer, bytes.data() + at, sizeof trailer);
  ensure(trailer[0] == magic && trailer[1] == static_cast<uint32_t>(samples), "the runner's output has no trailer");
  return trailer[2];
}

// The emulator's words without its warnings, on one line.
std::string complaint_of(const ProcessResult& process) {
  std::istringstream lines(process.output + process.errors);
  std::string text;
  for (std::string line; std::getline(lines, line) && text.size() < 300;)
    if (!line.empty() && line.find(": warning: ") == std::string::npos) text += (text.empty() ? "" : "; ") + line;
  return text.substr(0, 300);
}

}  // namespace

int64_t samples_in(const Array& array, const ProgramPort& port) {
  if (array.type != port.type)
    fail("input '{}' is {}, expected {}", port.name, name_of(array.type), name_of(port.type));
  const std::vector<int64_t> expected = without_ones(wide(port.shape));
  const std::span<const int64_t> shape(array.shape);
  const int64_t samples = shape.empty() ? 1 : shape[0];
  if (!shape.empty() && without_ones(shape.subspan(1)) == expected) return samples;
  if (without_ones(shape) == expected) return 1;
  fail("input '{}' has shape {}, expected samples x {}", port.name, fmt::join(array.shape, "x"), to_string(port.shape));
}

RunResult run_on_device(const Firmware& firmware, std::span<const Array> inputs, const RunOptions& options) {
  const Program& program = firmware.program;
  RunResult result;
  result.samples = common_sample_count(inputs, program.inputs);
  result.outputs = empty_outputs(program.outputs, result.samples);
  const TemporaryFolder folder;
  write_file(folder.path() / "input.bin", runner_input(inputs, program.inputs, result.samples, options.reset_each));
  const std::string elf = std::filesystem::absolute(firmware.elf).string();
  const bool host = program.core->is_host();
  std::vector<std::string> command =
      host ? std::vector<std::string>{elf} : boot_command(machine_for(*program.core), elf);
  command.insert(command.end(), options.emulator_arguments.begin(), options.emulator_arguments.end());
  const ProcessResult process =
      run_process(command, {.folder = folder.path(), .timeout_seconds = options.timeout_seconds});
  if (process.exit_code != 0)
    fail("the firmware of '{}' for {} stopped with exit code {}: {}", program.name, program.core->name,
         process.exit_code, complaint_of(process));
  const int64_t stack_bytes =
      read_runner_output(folder.path() / "output.bin", program.outputs, result.samples, result.outputs);
  if (!host) result.stack_bytes = stack_bytes;
  return result;
}

RunResult run_on_host(const Graph& graph, std::span<const Array> inputs) {
  std::vector<ProgramPort> in, out;
  for (TensorId id : graph.inputs)
    in.push_back({graph.tensors[id].name, graph.tensors[id].type, graph.tensors[id].shape});
  for (TensorId id : graph.outputs)
    out.push_back({graph.tensors[id].name, graph.tensors[id].type, graph.tensors[id].shape});
  RunResult result;
  result.samples = common_sample_count(inputs, in);
  result.outputs = empty_outputs(out, result.samples);
  Executor executor(graph);
  for (int64_t sample = 0; sample < result.samples; ++sample) {
    check_interrupt();
    std::vector<Bytes> values;
    for (size_t i = 0; i < in.size(); ++i) {
      const uint8_t* start = inputs[i].bytes.data() + sample * in[i].bytes();
      values.emplace_back(start, start + in[i].bytes());
    }
    const std::vector<Bytes> results = executor.run(values);
    for (size_t i = 0; i < out.size(); ++i)
      std::memcpy(result.outputs[i].bytes.data() + sample * out[i].bytes(), results[i].data(), results[i].size());
  }
  return result;
}

}  // namespace mote
