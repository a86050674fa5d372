// The product of one column with the weights of eight output channels, for cores that add a product to 64 bits in one
// instruction (UMLAL). Of a word of four unsigned weights (plus 128), bytes 0 and 3 make one factor and, the word being
// turned by half, bytes 2 and 1 another: one multiplication serves two channels, whose sums stand 24 bits apart.
//
// The stream of weights is that of base/device/eight_channel_product.h, but for columns of a multiple of eight values.
#ifndef MOTE_BASE_DEVICE_BYTE_PAIR_PRODUCT_H_
#define MOTE_BASE_DEVICE_BYTE_PAIR_PRODUCT_H_

#include "base/device/memory.h"
#include "base/device/product_job.h"

namespace mote {
namespace device {

// The sums of channels 0 and 3, 2 and 1, 4 and 7, 6 and 5: 2^24 * the second + the first.
struct BytePairSums {
  uint64_t pairs[4];
};

// The most values whose unsigned products stay below 2^24.
constexpr int32_t byte_pair_values = 256;

#if defined(__arm__) && defined(__thumb2__)

// 11 instructions for 8 products.
#define MOTE_ADD_EIGHT         \
  "ldrb r2, [r0], #1\n"        \
  "ldr r3, [r1], #4\n"         \
  "and lr, r12, r3\n"          \
  "umlal r4, r5, r2, lr\n"     \
  "and lr, r12, r3, ror #16\n" \
  "umlal r6, r7, r2, lr\n"     \
  "ldr r3, [r1], #4\n"         \
  "and lr, r12, r3\n"          \
  "umlal r8, r9, r2, lr\n"     \
  "and lr, r12, r3, ror #16\n" \
  "umlal r10, r11, r2, lr\n"

// eighths: of the column's values.
__attribute__((naked, noinline)) inline void multiply_byte_pairs(const uint8_t* /*column, r0*/,
                                                                 const uint8_t* /*weights, r1*/,
                                                                 int32_t /*eighths, r2*/, BytePairSums* /*sums, r3*/) {
  __asm__ volatile(
      "push {r2-r11, lr}\n"
      "mov r4, #0\n"
      "mov r5, #0\n"
      "mov r6, #0\n"
      "mov r7, #0\n"
      "mov r8, #0\n"
      "mov r9, #0\n"
      "mov r10, #0\n"
      "mov r11, #0\n"
      "mvn r12, #0x00FF0000\n"
      "bic r12, r12, #0x0000FF00\n"
      "1:\n" MOTE_ADD_EIGHT MOTE_ADD_EIGHT MOTE_ADD_EIGHT MOTE_ADD_EIGHT MOTE_ADD_EIGHT MOTE_ADD_EIGHT
          MOTE_ADD_EIGHT MOTE_ADD_EIGHT
      "ldr r2, [sp]\n"
      "subs r2, r2, #1\n"
      "str r2, [sp]\n"
      "bne 1b\n"
      "ldr r3, [sp, #4]\n"
      "stmia r3, {r4-r11}\n"
      "add sp, sp, #8\n"
      "pop {r4-r11, pc}\n");
}
#undef MOTE_ADD_EIGHT

#else

inline void multiply_byte_pairs(const uint8_t* column, const uint8_t* weights, int32_t eighths, BytePairSums* sums) {
  *sums = BytePairSums{};
  for (const uint8_t* end = column + 8 * eighths; column != end; ++column, weights += 8) {
    const int32_t order[8] = {0, 3, 2, 1, 4, 7, 6, 5};
    for (int32_t i = 0; i < 4; ++i) {
      sums->pairs[i] += (weights[order[2 * i]] + (static_cast<uint64_t>(weights[order[2 * i + 1]]) << 24)) * *column;
    }
  }
}

#endif

// Adds the products of a column with eight channels' weights to their sums.
inline void add_byte_pair_products(const uint8_t* column, const uint8_t* weights, int32_t values, int32_t* sums) {
  while (values > 0) {
    const int32_t part = minimum(values, byte_pair_values);
    BytePairSums products;
    multiply_byte_pairs(column, weights, part / 8, &products);
    column += part, weights += 8 * part, values -= part;
    const int32_t order[8] = {0, 3, 2, 1, 4, 7, 6, 5};
    for (int32_t i = 0; i < 4; ++i) {
      sums[order[2 * i]] += static_cast<int32_t>(products.pairs[i] & 0xFFFFFF);
      sums[order[2 * i + 1]] += static_cast<int32_t>(products.pairs[i] >> 24);
    }
  }
}

// The outputs of `channels` channels at a column of `values` unsigned values.
template <class Layer>
inline void multiply_column_by_byte_pairs(const Layer& layer, const uint8_t* column, int32_t values, int32_t column_sum,
                                          int32_t channels, int8_t* output) {
  const ProductJob job = product_job(layer, nullptr, nullptr);
  const uint8_t* stream = reinterpret_cast<const uint8_t*>(layer.weights);
  for (int32_t rest = channels; rest > 0; rest -= 8, output += 8, stream += 80) {
    int32_t sums[8];
    for (int32_t c = 0; c < 8; ++c) sums[c] = load_int32(stream + (c + 4) % 8 * 4) - 128 * column_sum;
    add_byte_pair_products(column, stream + 32, values, sums);
    stream += 32 + 8 * values;
    for (int32_t c = 0; c < minimum(rest, 8); ++c) {
      output[c] = job_output(job, sums[c], load_int32(stream + 16 + 4 * c), load_int32(stream + 48 + 4 * c), stream[c],
                             stream[8 + c] - 1);
    }
  }
}

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_BYTE_PAIR_PRODUCT_H_
