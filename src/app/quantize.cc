// mote quantize: int8 from a float model.
#include <fmt/format.h>

#include "app/command.h"
#include "base/text_table.h"
#include "project/quantize_model.h"

namespace mote {
namespace {

void print_report(const QuantizationReport& report, const std::string& out) {
  fmt::print("calibrated with {} samples; the largest output is the same in {:.2f} %\n", report.samples,
             100 * report.agreement);
  if (report.float_accuracy && report.int8_accuracy)
    fmt::print("accuracy {:.2f} % in float, {:.2f} % in int8\n", 100 * *report.float_accuracy,
               100 * *report.int8_accuracy);
  TextTable table({"layers that lose most", "operator", "signal to noise, dB"});
  for (const LayerError& layer : report.worst(5))
    table.row({layer.name, layer.operator_name, fmt::format("{:.1f}", layer.signal_to_noise_db)});
  fmt::print("\n{}\nwritten to {}\n", table.print(), out);
}

std::function<void()> declare(Arguments& arguments) {
  auto request = std::make_shared<QuantizeRequest>();
  arguments.positional("MODEL", request->model, "a float .tflite file or graph");
  arguments.option("--data", request->data, "samples to calibrate with, as .npy");
  arguments.option("--labels", request->labels, "their labels (a CSV file with a column 'label'), for the accuracy");
  arguments.option("--input-scale", request->input_scale, "the model's input is the file's number times this");
  arguments.option("--samples", request->samples, "how many samples at most");
  arguments.choice("--calibration", request->calibration, {"mse", "min_max", "percentile"}, "how ranges are chosen");
  arguments.option("--out", request->out, "the int8 graph in text form, for example model.mote");
  return [request] { print_report(quantize_file(*request), request->out); };
}

}  // namespace

const Command& quantize_command() {
  static const Command command{"quantize", "Quantize a float model to int8 after training",
                               "mote quantize model.tflite --data x.npy --out model.mote", declare};
  return command;
}

}  // namespace mote
