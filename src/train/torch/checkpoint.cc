// A checkpoint: identity, numbers, vectors, and a hash of all that, in the machine's byte order.
#include "train/torch/checkpoint.h"

#include "base/file.h"
#include "base/hash.h"

namespace mote::torch_module {
namespace {

constexpr size_t hash_length = 32;

// Both ways through the state are one list of visits, so that they can't differ.
void visit_state(auto&& visit, auto& network, auto& state) {
  visit(state.optimizer.step), visit(state.loss_sum), visit(state.best_epoch);
  visit(state.curves);
  visit(network.parameters), visit(network.statistics);
  visit(state.optimizer.first_moment), visit(state.optimizer.second_moment);
  visit(state.optimizer.average_parameters), visit(state.optimizer.average_statistics);
  visit(state.best_parameters), visit(state.best_statistics);
}

struct Writer {
  std::string bytes;
  void raw(const void* from, size_t count) { bytes.append(static_cast<const char*>(from), count); }
  void operator()(const int64_t& value) { raw(&value, sizeof value); }
  void operator()(const double& value) { raw(&value, sizeof value); }
  void operator()(const std::vector<EpochRecord>& curves) {
    (*this)(static_cast<int64_t>(curves.size()));
    raw(curves.data(), curves.size() * sizeof(EpochRecord));
  }
  void operator()(const at::Tensor& flat) { raw(flat.data_ptr<float>(), flat.numel() * sizeof(float)); }
};

// Reads what Writer wrote; the tensors have their sizes already, and the hash says that the rest fits.
struct Reader {
  std::string_view bytes;
  void raw(void* into, size_t count) {
    std::memcpy(into, bytes.data(), count);
    bytes.remove_prefix(count);
  }
  void operator()(int64_t& value) { raw(&value, sizeof value); }
  void operator()(double& value) { raw(&value, sizeof value); }
  void operator()(std::vector<EpochRecord>& curves) {
    int64_t count = 0;
    (*this)(count);
    curves.resize(static_cast<size_t>(count));
    raw(curves.data(), curves.size() * sizeof(EpochRecord));
  }
  void operator()(at::Tensor& flat) { raw(flat.data_ptr<float>(), flat.numel() * sizeof(float)); }
};

}  // namespace

std::string identity_of(const Graph& graph, const TrainingData& train, const TrainingData& val,
                        const TrainingOptions& o) {
  std::string text = fmt::format("mote checkpoint 1\n{} {} {} {} {} {} {} {} {} {} {} {}\n", o.epochs, o.batch,
                                 static_cast<int>(o.optimizer), o.learning_rate, o.warmup_epochs, o.weight_decay,
                                 o.momentum, o.label_smoothing, o.mixup, o.average_decay, o.patience, o.seed);
  for (const TrainingData* data : {&train, &val})
    text += fmt::format("{} {} {} {}\n", to_string(data->shape), data->classes, fmt::join(data->labels, ","),
                        data->identity);
  for (const Operator& op : graph.operators)
    text += fmt::format("{} {} {}\n", op.attributes.print(), fmt::join(op.inputs, ","), fmt::join(op.outputs, ","));
  for (const Tensor& tensor : graph.tensors)
    text += fmt::format("{} {}\n", to_string(tensor.shape), tensor.constant() ? hash_of(tensor.data) : "");
  return hash_of(text);
}

void save_checkpoint(const std::filesystem::path& path, const std::string& identity, const Network& network,
                     const TrainingState& state) {
  Writer writer{identity};
  visit_state(writer, network, state);
  write_file(path, hash_of(writer.bytes) + writer.bytes);
}

bool load_checkpoint(const std::filesystem::path& path, const std::string& identity, Network& network,
                     TrainingState& state) {
  if (!std::filesystem::exists(path)) return false;
  const std::string text = read_text(path);
  const std::string_view all = text;
  if (all.size() < 2 * hash_length) return false;
  const std::string_view body = all.substr(hash_length);
  if (body.substr(0, hash_length) != identity || all.substr(0, hash_length) != hash_of(body)) return false;
  const at::NoGradGuard no_gradients;
  Reader reader{body.substr(hash_length)};
  visit_state(reader, network, state);
  return true;
}

}  // namespace mote::torch_module
