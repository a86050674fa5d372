// The pipeline level of the emitted code: sensor samples in, decisions out; features, model, smoothing, threshold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/compile.h"
#include "signal/chain/chain.h"
#include "signal/decision/decision.h"

namespace mote {

struct PipelineDescription {
  ChainDescription chain;
  std::vector<std::string> labels;  // of the model's output, in order
  DecisionParameters decision;
  // Of the features, where the model counts the same integers in other units (it was trained on normalized features).
  std::optional<Quantization> features;
  float inference_ms =
      250;  // from one inference to the next in a stream, made whole frames; of no meaning for pictures
};

// Frames from one inference to the next.
int32_t stride_frames(const PipelineDescription& description);
// The time from one inference to the next, 0 for pictures.
double inference_ms(const PipelineDescription& description);

// Of the features that the chain writes into this model's input.
Quantization feature_quantization(const Graph& graph, const PipelineDescription& description);

// Throws InputError where the graph is not one for this description: one int8 input of the chain's shape, one int8
// output with a number for each label.
void check_pipeline(const Graph& graph, const PipelineDescription& description);

struct PipelineCompilation {
  PipelineDescription description;
  Compilation model;  // its files are those of the model alone
  ChainLayout layout;
  std::string signal_kernel;  // the variant of the chain's block
  std::vector<EmittedFile>
      files;                // all: model, signal.*, signal_tables.*, pipeline.h, pipeline.cpp, example_main.cpp, mote/
  int64_t table_bytes = 0;  // of the signal
  int64_t working_bytes = 0;   // the arena, which the signal's scratch shares
  int64_t pipeline_bytes = 0;  // RAM: that and all that is kept from push to push
};

// The emitted interface, in namespace PipelineCompilation::model.name, beside those of compile() and emit_signal():
//   struct Pipeline;                  the caller's memory; all zero at the start
//   constexpr int32_t pipeline_bytes, sample_rate_hz, channels, label_count, ...; constexpr const char* labels[];
//   using Decision = mote::device::Decision;      { int32_t label, score_thousandths; }
//   void reset(Pipeline&);
//   void push(Pipeline&, const int16_t* samples, int32_t count, void (*on_decision)(const Decision&, void*), void*);
//   Decision decide(Pipeline&, const uint8_t* pixels);            instead of push, for pictures
//   void features(Pipeline&, const SAMPLE* recording, int8_t* result);   the model's input of one recording
//   const int8_t* scores(Pipeline&, const SAMPLE* recording);            the model's output for it
PipelineCompilation compile_pipeline(Graph graph, const PipelineDescription& description,
                                     const CompileOptions& options);

// Throws BudgetError as the model's check_fits does, with the signal's tables and memory counted in.
void check_fits(const PipelineCompilation& compilation, int64_t flash_bytes, int64_t ram_bytes);

}  // namespace mote
