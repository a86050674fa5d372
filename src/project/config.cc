// Reading of mote.toml, table by table.
#include "project/config.h"

#include <sstream>

#include "base/error.h"
#include "base/file.h"
#include "project/toml_table.h"
#include "target/board.h"
#include "train/architecture.h"

namespace mote {
namespace {

void read_data(TomlTable table, ProjectConfig& config) {
  std::string path;
  table.read("path", path);
  if (!path.empty()) config.data.path = config.folder / path;
  table.read("format", config.data.format);
  table.read("rate_hz", config.data.rate_hz);
  table.read("unit", config.unit);
  table.read("height", config.data.height);
  table.read("width", config.data.width);
  table.read("channels", config.data.channels);
  table.read("classes", config.data.class_names);
  table.read("background", config.background);
  if (!config.background.empty()) config.data.ignore.push_back(config.background);
  table.read("synthesize", config.synthesize);
  TomlTable split = table.table("split");
  split.read("by", config.data.split.by);
  split.read("test", config.data.split.test);
  split.read("val", config.data.split.val);
  split.read("seed", config.data.split.seed);
  split.finish();
  table.finish();
}

void read_signal(TomlTable table, ProjectConfig& config) {
  std::string block = "raw";
  table.read("block", block);
  config.signal = signal_block_named(block).parameters();
  table.read("input_ms", config.input_ms);
  table.read(config.signal);
  table.finish();
}

void read_augment(TomlTable table, ProjectConfig& config) {
  table.read("shift_ms", config.audio_augmentation.shift_ms);
  table.read("gain_db", config.audio_augmentation.gain_db);
  table.read("noise_probability", config.audio_augmentation.noise_probability);
  table.read("noise_snr_low_db", config.audio_augmentation.noise_snr_low_db);
  table.read("noise_snr_high_db", config.audio_augmentation.noise_snr_high_db);
  table.read("speed", config.audio_augmentation.speed);
  table.read("flip", config.image_augmentation.flip);
  table.read("shift_pixels", config.image_augmentation.shift_pixels);
  table.read("cutout_pixels", config.image_augmentation.cutout_pixels);
  table.finish();
}

void read_model(TomlTable table, ProjectConfig& config) {
  config.architecture = "residual-cnn";
  table.read("architecture", config.architecture);
  config.architecture_parameters = architecture_named(config.architecture).parameters();
  table.read(config.architecture_parameters);
  table.finish();
}

void read_train(TomlTable table, ProjectConfig& config) {
  TrainingOptions& train = config.train;
  std::string optimizer = "adamw";
  table.read("optimizer", optimizer);
  if (optimizer != "adamw" && optimizer != "sgd") fail("train.optimizer is '{}', expected adamw or sgd", optimizer);
  train.optimizer = optimizer == "sgd" ? Optimizer::sgd : Optimizer::adamw;
  table.read("epochs", train.epochs);
  table.read("batch", train.batch);
  table.read("learning_rate", train.learning_rate);
  table.read("warmup_epochs", train.warmup_epochs);
  table.read("weight_decay", train.weight_decay);
  table.read("momentum", train.momentum);
  table.read("label_smoothing", train.label_smoothing);
  table.read("mixup", train.mixup);
  table.read("average_decay", train.average_decay);
  table.read("patience", train.patience);
  table.read("seed", train.seed);
  table.finish();
}

void read_compress(TomlTable table, ProjectConfig& config) {
  std::string calibration = "mse";
  table.read("calibration", calibration);
  config.calibration.method = range_method_named(calibration);
  table.read("samples", config.calibration_samples);
  table.finish();
}

void read_target(TomlTable table, ProjectConfig& config) {
  table.read("board", config.board);
  table.read("core", config.target);
  table.read("favor", config.favor);
  table.read_bytes("flash", config.flash_bytes);
  table.read_bytes("ram", config.ram_bytes);
  table.read_milliseconds("latency", config.latency_ms);
  table.read("allow_slower_than_sensor", config.allow_slower_than_sensor);
  table.finish();
  if (config.board.empty() && config.target.empty()) config.target = "cortex-m4";
}

void read_decision(TomlTable table, ProjectConfig& config) {
  table.read("threshold", config.threshold);
  table.read("smoothing", config.smoothing);
  table.read("inference_ms", config.inference_ms);
  table.read("refractory_ms", config.refractory_ms);
  table.finish();
}

}  // namespace

ProjectConfig read_config(const std::filesystem::path& project) {
  const std::filesystem::path file = project / "mote.toml";
  if (!std::filesystem::exists(file))
    fail("{}: there is no mote.toml; 'mote new NAME --from EXAMPLE' makes a project", project.string());
  toml::table root;
  try {
    root = toml::parse(read_text(file), file.string());
  } catch (const toml::parse_error& error) {
    fail("{}, line {}: {}", file.string(), error.source().begin.line, error.description());
  }
  ProjectConfig config;
  config.folder = project;
  TomlTable all(&root, file.string(), "");
  config.name = std::filesystem::weakly_canonical(project).filename();
  all.read("name", config.name);
  read_data(all.table("data"), config);
  read_signal(all.table("signal"), config);
  read_augment(all.table("augment"), config);
  read_model(all.table("model"), config);
  read_train(all.table("train"), config);
  read_compress(all.table("compress"), config);
  read_target(all.table("target"), config);
  read_decision(all.table("decision"), config);
  TomlTable evaluate = all.table("evaluate");
  evaluate.read("device_samples", config.device_samples);
  evaluate.finish();
  all.finish();
  for (const auto& [key, node] : root) {
    std::ostringstream text;
    if (const toml::table* table = node.as_table()) text << *table;
    config.texts[std::string(key.str())] = text.str();
  }
  return config;
}

}  // namespace mote
