// The proof that compiling a MODEL changes no output.
#include "project/verify_model.h"

#include "base/error.h"
#include "base/process.h"
#include "emit/check_equal.h"
#include "graph/sample_inputs.h"
#include "project/open_model.h"
#include "project/real_inputs.h"
#include "rewrite/equivalence.h"
#include "rewrite/passes.h"

namespace mote {
namespace {

class Verifier {
 public:
  Verifier(const Graph& imported, const Plan& plan, Verification& result)
      : ranges_(channel_ranges(imported)), equivalence_(imported, plan.graph, kernels_of(plan)), result_(result) {
    for (const ChannelRanges& channels : ranges_)
      for (const Interval& interval : channels) {
        ++result_.channels;
        result_.constant_channels += interval.constant();
      }
  }

  void run(const std::vector<Bytes>& inputs) {
    const std::string difference = equivalence_.difference(inputs);
    if (!difference.empty() && result_.differing++ == 0) result_.first_difference = difference;
    const Graph& graph = equivalence_.imported().graph();
    for (const Operator& op : graph.operators)
      for (const TensorId id : op.outputs) {
        if (ranges_[id].empty()) continue;
        const int64_t element = outside(ranges_[id], equivalence_.imported().value(id));
        if (element < 0) continue;
        if (result_.outside++ == 0)
          result_.first_outside =
              fmt::format("element {} of tensor '{}' is outside its interval", element, graph.tensors[id].name);
        return;
      }
  }

  void reach() { result_.ends = reach_ends(equivalence_.imported().graph(), ranges_); }

 private:
  std::vector<ChannelRanges> ranges_;
  Equivalence equivalence_;
  Verification& result_;
};

}  // namespace

std::string Verification::first_fault() const {
  if (differing > 0) return fmt::format("the compiled model differs from the imported one in {}", first_difference);
  return outside > 0 ? first_outside : ends.first_miss;
}

Verification verify_model(const VerifyRequest& request, const std::function<void()>& progress) {
  if (request.samples < 2) fail<UsageError>("--samples is {}, expected 2 at least", request.samples);
  const Graph imported = open_model(request.model);
  if (!promises_equal_bits(imported))
    fail("{}: its batch_norm is folded with rounding; only integer models are verified bit for bit",
         request.model.string());
  Graph rewritten = imported;
  run_passes(rewritten);
  const Plan plan = make_plan(std::move(rewritten), core_named(request.target), favor_named(request.favor));
  const LikeReal like_real(imported, request.data.empty() ? std::vector<std::vector<Bytes>>{}
                                                          : read_real_inputs(imported, request.data, request.feed));
  Verification result{imported.name, request.target, like_real.description()};
  result.macs_before = total_macs(imported), result.macs_after = total_macs(plan.graph);
  result.parameters_before = parameter_count(imported), result.parameters_after = parameter_count(plan.graph);
  Verifier verifier(imported, plan, result);
  for (int64_t i = 0; i < request.samples; ++i) {
    check_interrupt();
    const bool real = i % 2 == 0;
    verifier.run(real ? like_real.sample(i / 2) : sample_inputs(imported, i / 2));
    ++(real ? result.like_real : result.extreme);
    if (progress) progress();
  }
  verifier.reach();
  return result;
}

nlohmann::json to_json(const Verification& v) {
  nlohmann::json json = {
      {"name", v.name},
      {"target", v.target},
      {"inputs", {{"like_real", v.like_real}, {"real", v.real_inputs}, {"extreme", v.extreme}}},
      {"differing", v.differing},
      {"macs", {v.macs_before, v.macs_after}},
      {"parameters", {v.parameters_before, v.parameters_after}},
      {"intervals", {{"channels", v.channels}, {"constant", v.constant_channels}, {"outside", v.outside}}},
      {"ends", {{"count", v.ends.ends}, {"inputs", v.ends.inputs}, {"missed", v.ends.missed}}}};
  if (!v.holds()) json["first_fault"] = v.first_fault();
  return json;
}

}  // namespace mote
