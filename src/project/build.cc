// The stages of a build, in their order.
#include "project/build.h"

#include "base/error.h"
#include "base/file.h"
#include "project/build_stages.h"
#include "project/open_model.h"
#include "project/report.h"

namespace mote {
namespace {

void find_data(ProjectConfig& config, const std::filesystem::path& given, const std::filesystem::path& build) {
  if (!given.empty()) config.data.path = given;
  if (!given.empty() || (!config.data.path.empty() && std::filesystem::exists(config.data.path))) return;
  if (config.synthesize.empty())
    fail("{}: there is no data; say where the recordings are with --data or [data] path",
         config.data.path.empty() ? config.folder.string() : config.data.path.string());
  config.data.path = synthesized_data(config, build);
}

}  // namespace

BuildResult build_project(const BuildOptions& options) {
  ProjectConfig config = read_config(options.project);
  const auto build = options.out.empty() ? build_folder(options.project) : options.out;
  remove_leftovers(build);
  find_data(config, options.data, build);
  const BuildContext context(config, build);

  const TrainedStage trained = train_stage(context);
  const QuantizedStage quantized = quantize_stage(context, trained);
  const FirmwareStage firmware = firmware_stage(context, quantized);
  const EvaluatedStage evaluated = evaluate_stage(context, quantized, firmware);

  BuildResult result{report_json(context, trained, quantized, firmware, evaluated), build / "report.html"};
  write_file(build / "report.json", result.report.dump(2) + "\n");
  write_file(result.report_html, report_html(result.report));
  return result;
}

}  // namespace mote
