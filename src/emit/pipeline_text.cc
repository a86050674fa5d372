// The texts of a pipeline: one for streams of samples, one for pictures.
#include "emit/pipeline_text.h"

#include "base/text_table.h"
#include "emit/banner.h"
#include "emit/layers.h"
#include "emit/signal.h"
#include "emit/tables.h"

namespace mote {
namespace {

// A text as a C++ string literal.
std::string string_literal(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || c == '?') result += '\\';
    if (byte < 32 || byte >= 127)
      result += fmt::format("\\{:03o}", byte);
    else
      result += c;
  }
  return result + "\"";
}

constexpr std::string_view stream_members =
    R"(  // The model's arena; while no inference runs, the scratch of the signal.
  alignas(16) uint8_t working[working_bytes];
  // The samples of the next frame as far as they came, and the features of the last frames as a ring.
  int16_t window[window_samples];
  int8_t ring[feature_count];
  mote::device::StreamState stream;
)";

constexpr std::string_view picture_members = R"(  // The model's arena.
  alignas(16) uint8_t working[working_bytes];
)";

constexpr std::string_view stream_functions =
    R"(// Takes `count` samples as they come, in pieces of any size, the channels interleaved; calls on_decision(decision,
// context) where there is one.
void push(Pipeline& pipeline, const int16_t* samples, int32_t count,
          void (*on_decision)(const Decision& decision, void* context), void* context);

// The model's input, and the model's output, for one recording of recording_samples; the stream starts anew.
void features(Pipeline& pipeline, const int16_t* recording, int8_t* result);
const int8_t* scores(Pipeline& pipeline, const int16_t* recording);
)";

constexpr std::string_view picture_functions =
    R"(// A picture of window_samples bytes: rows, columns, channels. The decision's label is -1 where there is none.
Decision decide(Pipeline& pipeline, const uint8_t* pixels);

// The model's input, and the model's output, for one picture.
void features(Pipeline& pipeline, const uint8_t* pixels, int8_t* result);
const int8_t* scores(Pipeline& pipeline, const uint8_t* pixels);
)";

class PipelineWriter {
 public:
  PipelineWriter(const PipelineCompilation& compilation, const SignalChain& chain, const Lowered& decision)
      : compilation_(compilation),
        description_(compilation.description),
        sensor_(description_.chain.sensor),
        decision_(decision),
        space_(compilation.model.name),
        scratch_(chain.lowered().takes_scratch ? ", pipeline.working" : "") {}

  PipelineText text() const {
    return {header(), sensor_.is_picture() ? picture_source() : stream_source(),
            pipeline_example(sensor_.is_picture(), space_)};
  }

 private:
  void constant(std::string& text, std::string_view name, int64_t value) const {
    text += fmt::format("constexpr int32_t {} = {};\n", name, value);
  }

  std::string sensor_constants() const {
    std::string text;
    if (sensor_.is_picture()) {
      text += comment("The sensor gives pictures of uint8 pixels: rows, columns, channels.");
      constant(text, "picture_height", sensor_.height);
      constant(text, "picture_width", sensor_.width);
    } else {
      text += comment(fmt::format("The sensor gives int16 samples; one step is {}.", sensor_.unit));
      text += fmt::format("constexpr float sample_rate_hz = {};\n",
                          lowered_detail::text_of(static_cast<float>(sensor_.rate_hz)));
    }
    constant(text, "channels", sensor_.channels);
    if (!sensor_.is_picture())
      text += fmt::format("constexpr const char* sample_unit = {};\n", string_literal(sensor_.unit));
    return text + "\n";
  }

  std::string decision_constants() const {
    const DecisionParameters& p = description_.decision;
    std::string text = comment("What the model tells apart.");
    constant(text, "label_count", static_cast<int64_t>(description_.labels.size()));
    std::vector<std::string> labels;
    for (const std::string& label : description_.labels) labels.push_back(string_literal(label));
    text += filled_list("constexpr const char* labels[label_count] = {", labels, "};") + "\n";
    if (!sensor_.is_picture()) {
      text += comment(
          fmt::format("An inference each so many frames, which is each {:.6g} ms.", inference_ms(description_)));
      constant(text, "stride_frames", stride_frames(description_));
    }
    text += comment(
        "A decision: the scores, averaged over so many inferences, reach the threshold. Then so many "
        "milliseconds without another.");
    constant(text, "smoothing", p.smoothing);
    text += fmt::format("constexpr float threshold = {};\n", lowered_detail::text_of(p.threshold));
    constant(text, "rest_ms", p.rest_ms);
    if (!p.unreported.empty()) text += comment(fmt::format("Never reported: {}.", fmt::join(p.unreported, ", ")));
    return text + "\n";
  }

  std::string pipeline_struct() const {
    std::string text;
    constant(text, "working_bytes", compilation_.working_bytes);
    constant(text, "decision_bytes", decision_.scratch_bytes);
    text += "\n// All the memory that there is, the caller's. All zero it is ready.\nstruct Pipeline {\n";
    text += sensor_.is_picture() ? picture_members : stream_members;
    text += "  // Scores of the last inferences.\n  alignas(4) uint8_t decision[decision_bytes];\n};\n";
    return text + "constexpr int32_t pipeline_bytes = static_cast<int32_t>(sizeof(Pipeline));\n\n";
  }

  std::string header() const {
    const std::string guard = include_guard(space_, "pipeline");
    std::string text = fmt::format("#ifndef {0}\n#define {0}\n\n#include <stdint.h>\n\n#include \"model.h\"\n", guard);
    if (!sensor_.is_picture()) text += "#include \"mote/signal/chain/kernel_stream.h\"\n";
    text += "#include \"mote/signal/decision/kernel_decision.h\"\n#include \"signal.h\"\n\n";
    text += fmt::format("namespace {} {{\n\n", space_) + sensor_constants() + decision_constants();
    text +=
        "// The index of a label, and its averaged score times 1,000.\nusing Decision = mote::device::Decision;\n\n";
    text += pipeline_struct() + "// Forgets all samples and scores.\nvoid reset(Pipeline& pipeline);\n\n";
    text += sensor_.is_picture() ? picture_functions : stream_functions;
    return text + fmt::format("\n}}  // namespace {}\n\n#endif  // {}\n", space_, guard);
  }

  std::string source_start(bool stream) const {
    std::string text =
        fmt::format("#include \"pipeline.h\"\n\n#include <string.h>\n\nnamespace {} {{\nnamespace {{\n\n", space_);
    if (stream)
      text +=
          "struct Stream {\n"
          "  static constexpr int32_t window_samples = ::" +
          space_ +
          "::window_samples;\n"
          "  static constexpr int32_t hop_samples = ::" +
          space_ +
          "::hop_samples;\n"
          "  static constexpr int32_t frames = frame_count;\n"
          "  static constexpr int32_t frame_features = ::" +
          space_ +
          "::frame_features;\n"
          "  static constexpr int32_t stride_frames = ::" +
          space_ + "::stride_frames;\n};\n\n";
    std::map<std::string, std::string> names;
    for (const Table& table : decision_.tables) {
      std::vector<std::string> values;
      for (const uint8_t byte : table.bytes) values.push_back(std::to_string(static_cast<int8_t>(byte)));
      names[table.name] = "decision_" + table.name;
      text += filled_list(fmt::format("const int8_t decision_{}[label_count] = {{", table.name), values, "};") + "\n";
    }
    return text + layer_description(decision_, "decision_layer", names, compilation_.model.plan.favor);
  }

  std::string decide_call() const {
    return fmt::format("mote::device::decide({}, output(pipeline.working), &decision, pipeline.decision);",
                       layer_value("decision_layer", compilation_.model.plan.favor));
  }

  std::string stream_source() const {
    return source_start(true) + fmt::format(R"(
}}  // namespace

void reset(Pipeline& pipeline) {{
  memset(&pipeline.stream, 0, sizeof pipeline.stream);
  memset(pipeline.decision, 0, sizeof pipeline.decision);
}}

void push(Pipeline& pipeline, const int16_t* samples, int32_t count,
          void (*on_decision)(const Decision& decision, void* context), void* context) {{
  const auto frame = [&pipeline](const int16_t* window, int8_t* row) {{ compute_frame(window, row{0}); }};
  const auto ready = [&pipeline, on_decision, context] {{
    mote::device::stream_features(Stream{{}}, pipeline.stream, pipeline.ring, input(pipeline.working));
    infer(pipeline.working);
    Decision decision;
    {1}
    if (decision.label >= 0) on_decision(decision, context);
  }};
  mote::device::stream_push(Stream{{}}, pipeline.stream, pipeline.window, pipeline.ring, samples, count, frame, ready);
}}

void features(Pipeline& pipeline, const int16_t* recording, int8_t* result) {{
  reset(pipeline);
  for (int32_t frame = 0; frame < frame_count; ++frame) {{
    compute_frame(recording + frame * hop_samples, result + frame * frame_features{0});
  }}
}}

const int8_t* scores(Pipeline& pipeline, const int16_t* recording) {{
  features(pipeline, recording, pipeline.ring);
  memcpy(input(pipeline.working), pipeline.ring, feature_count);
  infer(pipeline.working);
  return output(pipeline.working);
}}

}}  // namespace {2}
)",
                                            scratch_, decide_call(), space_);
  }

  std::string picture_source() const {
    return source_start(false) + fmt::format(R"(
}}  // namespace

void reset(Pipeline& pipeline) {{ memset(pipeline.decision, 0, sizeof pipeline.decision); }}

Decision decide(Pipeline& pipeline, const uint8_t* pixels) {{
  scores(pipeline, pixels);
  Decision decision;
  {0}
  return decision;
}}

void features(Pipeline&, const uint8_t* pixels, int8_t* result) {{ compute_frame(pixels, result); }}

const int8_t* scores(Pipeline& pipeline, const uint8_t* pixels) {{
  compute_frame(pixels, input(pipeline.working));
  infer(pipeline.working);
  return output(pipeline.working);
}}

}}  // namespace {1}
)",
                                             decide_call(), space_);
  }

  const PipelineCompilation& compilation_;
  const PipelineDescription& description_;
  const SensorFormat& sensor_;
  const Lowered& decision_;
  std::string space_, scratch_;
};

}  // namespace

PipelineText pipeline_text(const PipelineCompilation& compilation, const SignalChain& chain, const Lowered& decision) {
  return PipelineWriter(compilation, chain, decision).text();
}

}  // namespace mote
