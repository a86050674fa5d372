// The trainer on a small made-up task: it learns, gives the same bits again, and goes on after an interruption with the
// same bits. Skipped where the libtorch module is not built.
#include "train/trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <cstdlib>

#include "base/file.h"
#include "base/process.h"
#include "graph/execute.h"
#include "train/architecture.h"
#include "train/random.h"

namespace mote {
namespace {

using testing::HasSubstr;

// 8x8 images of noise with a bright bar: across, upright, or slanting.
TrainingData bars(int64_t count, uint64_t seed) {
  TrainingData data;
  data.shape = {8, 8, 1};
  data.classes = 3;
  for (int64_t i = 0; i < count; ++i) data.labels.push_back(static_cast<int32_t>(i % 3));
  data.identity = fmt::format("bars {}", seed);
  data.fill = [seed, labels = data.labels](std::span<const int64_t> indices, const auto& augmentation, auto into) {
    for (size_t n = 0; n < indices.size(); ++n) {
      Random random({seed, static_cast<uint64_t>(indices[n])});
      const auto place = static_cast<int64_t>(1 + random.below(6));
      for (int64_t y = 0; y < 8; ++y) {
        for (int64_t x = 0; x < 8; ++x) {
          const int32_t label = labels[indices[n]];
          const bool bar = label == 0 ? y == place : label == 1 ? x == place : (x + y) % 8 == place;
          const float noise = augmentation ? 0.3f : 0.2f;
          into[n * 64 + y * 8 + x] = (bar ? 1.0f : 0.0f) + noise * static_cast<float>(random.normal());
        }
      }
    }
  };
  return data;
}

Graph small_network(const std::string& architecture = "residual-cnn") {
  const Architecture& found = architecture_named(architecture);
  Attributes parameters = found.parameters();
  if (architecture == "residual-cnn") {
    parameters.set("widths", "6,8");
  } else {
    parameters.set("filters", "8"), parameters.set("blocks", "2");
    parameters.set("first_kernel_height", "3"), parameters.set("first_kernel_width", "3");
  }
  return found.build(parameters, {{8, 8, 1}, 3}, 5);
}

TrainingOptions quick() {
  TrainingOptions options;
  options.epochs = 4;
  options.batch = 16;
  options.learning_rate = 0.01f;
  options.mixup = 0.2f;
  options.average_decay = 0.9f;
  options.threads = 1;  // so small a network only waits with more
  return options;
}

std::vector<uint8_t> weights_of(const Graph& graph) {
  std::vector<uint8_t> bytes;
  for (const Tensor& tensor : graph.tensors) bytes.insert(bytes.end(), tensor.data.begin(), tensor.data.end());
  return bytes;
}

// The data's 30th call sends the signal.
TrainingData bars_that_raise(int signal) {
  TrainingData data = bars(192, 1);
  auto calls = std::make_shared<std::atomic<int>>(0);
  data.fill = [signal, calls, fill = data.fill](auto indices, const auto& augmentation, auto into) {
    if (++*calls == 30) std::raise(signal);
    fill(indices, augmentation, into);
  };
  return data;
}

class TrainerTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!trainer_installed()) GTEST_SKIP() << "mote_torch.so is not built (libtorch-dev is not installed)";
    trainer_ = load_trainer();
  }
  TrainingResult train(const TrainingOptions& options) {
    return trainer_->train(small_network(), bars(192, 1), bars(60, 2), options);
  }
  std::string message_of(const Graph& graph, const TrainingData& data, const TrainingOptions& options) {
    try {
      trainer_->train(graph, data, bars(6, 2), options);
    } catch (const InputError& error) {
      return error.what();
    }
    return "no InputError";
  }
  void expect_same_bits_after(int signal, const std::function<bool(int)>& ended) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    TrainingOptions options = quick();
    options.checkpoint = fmt::format("{}mote_checkpoint_{}", testing::TempDir(), signal);
    const auto disturbed = [&] {
      install_interrupt_handler();
      try {
        trainer_->train(small_network(), bars_that_raise(signal), bars(60, 2), options);
      } catch (const Interrupted& interrupted) {
        std::_Exit(static_cast<int>(interrupted.code()));
      }
    };
    EXPECT_EXIT(disturbed(), ended, "");
    ASSERT_TRUE(std::filesystem::exists(options.checkpoint));
    const TrainingResult resumed = train(options), undisturbed = train(quick());
    std::filesystem::remove(options.checkpoint);
    EXPECT_TRUE(resumed.resumed);
    EXPECT_EQ(weights_of(resumed.graph), weights_of(undisturbed.graph));
    EXPECT_EQ(resumed.curves, undisturbed.curves);
  }

  std::unique_ptr<Trainer> trainer_;
};

TEST_F(TrainerTest, LearnsWithEachArchitectureAndOptimizer) {
  for (const Architecture* architecture : architectures()) {
    for (Optimizer optimizer : {Optimizer::adamw, Optimizer::sgd}) {
      TrainingOptions options = quick();
      options.epochs = 8;
      options.optimizer = optimizer;
      options.learning_rate = optimizer == Optimizer::sgd ? 0.05f : 0.01f;
      const TrainingResult result =
          trainer_->train(small_network(std::string(architecture->name)), bars(384, 1), bars(60, 2), options);
      ASSERT_EQ(result.curves.size(), 8u);
      EXPECT_GT(result.curves[result.best_epoch].val_accuracy, 0.9) << architecture->name;
      EXPECT_LT(result.curves.back().train_loss, result.curves.front().train_loss) << architecture->name;
    }
  }
}

TEST_F(TrainerTest, PredictsWhatTheHostExecutorComputes) {
  const TrainingResult result = train(quick());
  const TrainingData data = bars(9, 3);
  const std::vector<float> predicted = trainer_->predict(result.graph, data);
  Executor executor(result.graph);
  for (int64_t i = 0; i < data.count(); ++i) {
    std::vector<float> input(64);
    data.fill(std::vector<int64_t>{i}, std::nullopt, input);
    Bytes bytes(input.size() * sizeof(float));
    std::memcpy(bytes.data(), input.data(), bytes.size());
    const Bytes output = executor.run(std::vector<Bytes>{bytes})[0];
    for (size_t c = 0; c < 3; ++c)
      EXPECT_NEAR(reinterpret_cast<const float*>(output.data())[c], predicted[i * 3 + c], 1e-5);
  }
}

TEST_F(TrainerTest, GivesTheSameBitsForTheSameSeed) {
  TrainingOptions on_two_threads = quick();
  on_two_threads.threads = 2;
  on_two_threads.epochs = 2;
  EXPECT_EQ(weights_of(train(on_two_threads).graph), weights_of(train(on_two_threads).graph));
  const TrainingResult first = train(quick()), second = train(quick());
  EXPECT_EQ(weights_of(first.graph), weights_of(second.graph));
  EXPECT_EQ(first.curves, second.curves);
  TrainingOptions other = quick();
  other.seed = 2;
  EXPECT_NE(weights_of(train(other).graph), weights_of(first.graph));
}

// In a process of its own, and then on from its checkpoint in this one.
TEST_F(TrainerTest, GoesOnAfterCtrlCWithTheSameBits) { expect_same_bits_after(SIGINT, testing::ExitedWithCode(130)); }
TEST_F(TrainerTest, GoesOnAfterAKillWithTheSameBits) {
  expect_same_bits_after(SIGKILL, testing::KilledBySignal(SIGKILL));
}

TEST_F(TrainerTest, PassesOverACheckpointOfAnotherTrainingOrADamagedOne) {
  const TemporaryFolder folder;
  TrainingOptions options = quick();
  options.epochs = 1;
  options.checkpoint = folder.path() / "checkpoint";
  EXPECT_FALSE(train(options).resumed);
  EXPECT_TRUE(train(options).resumed);
  std::vector<uint8_t> bytes = read_bytes(options.checkpoint);
  bytes[bytes.size() / 2] ^= 1;
  write_file(options.checkpoint, bytes);
  EXPECT_FALSE(train(options).resumed);
  options.seed = 9;
  EXPECT_FALSE(train(options).resumed);
}

TEST_F(TrainerTest, StopsWhenPatienceIsOut) {
  TrainingOptions options = quick();
  options.epochs = 40;
  options.patience = 1;
  const TrainingResult result = train(options);
  EXPECT_LT(result.curves.size(), 40u);
  EXPECT_EQ(result.best_epoch, static_cast<int32_t>(result.curves.size()) - 2);
}

TEST_F(TrainerTest, SaysWhatIsWrong) {
  TrainingOptions wild = quick();
  wild.optimizer = Optimizer::sgd;
  wild.warmup_epochs = 0;
  wild.learning_rate = 1e30f;
  EXPECT_THAT(message_of(small_network(), bars(192, 1), wild), HasSubstr("the loss is"));
  EXPECT_THAT(message_of(small_network(), bars(0, 1), quick()), HasSubstr("no training samples"));
  TrainingData wrong = bars(32, 1);
  wrong.labels[4] = 3;
  EXPECT_THAT(message_of(small_network(), wrong, quick()), HasSubstr("sample 4 has label 3, expected 0 to 2"));
  wrong = bars(32, 1);
  wrong.shape = {8, 9, 1};
  EXPECT_THAT(message_of(small_network(), wrong, quick()), HasSubstr("sample is 1x8x9x1"));
  TrainingOptions none = quick();
  none.batch = 0;
  EXPECT_THAT(message_of(small_network(), bars(32, 1), none), HasSubstr("batch is 0"));
}

}  // namespace
}  // namespace mote
