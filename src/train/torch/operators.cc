// Each operator of ops/ that can be trained through, as operations of libtorch.
#include "ops/conv2d/attributes.h"
#include "train/torch/network.h"

namespace mote::torch_module {
namespace {

// Images are kept as [batch, height, width, channels] in memory, which is what libtorch calls channels_last of this view.
at::Tensor channels_second(const at::Tensor& x) { return x.permute({0, 3, 1, 2}); }
at::Tensor channels_last(const at::Tensor& x) { return x.permute({0, 2, 3, 1}); }

at::Tensor activated(const at::Tensor& x, Activation activation) {
  switch (activation) {
    case Activation::relu: return at::relu(x);
    case Activation::relu6: return at::clamp(x, 0, 6);
    case Activation::relu_n1_to_1: return at::clamp(x, -1, 1);
    case Activation::none: break;
  }
  return x;
}

}  // namespace

at::Tensor run_operator(Forward& forward, const Operator& op) {
  forward.refuse(op, "not yet");
}
Role role_of_input(const Operator&, size_t) { return Role::none; }

}  // namespace mote::torch_module
