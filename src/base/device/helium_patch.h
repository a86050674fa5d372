// Sums over patches of 16 values of one channel with its weights, for Helium; in assembly, elsewhere plain C++ with the
// same results.
//
// Values stand interleaved: a word holds one channel at four neighbouring places, the words of `tile` channels follow
// one another, then those of the next four places. A patch is four words of one channel, `tile` apart.
//
// A channel's weights are a string of 16 bytes with 0 around them, so that one read earlier they move by a place in the
// patch. Its factors are three words: bias, multiplier, shift to the left.
#ifndef MOTE_BASE_DEVICE_HELIUM_PATCH_H_
#define MOTE_BASE_DEVICE_HELIUM_PATCH_H_

#include "base/device/fixed_point.h"
#include "base/device/helium_product.h"

namespace mote {
namespace device {

// The channels of a tile. The assembly knows the places of these members.
struct HeliumPatches {
  int32_t address_rewind, output_rewind;  // from the end of one channel to the begin of the next
  const int32_t* factors_end;
  int32_t rounds;  // eight outputs (or four) each, all of them wanted
  int32_t mask;    // of the outputs after those, two bits for each of eight (four for each of four)
  const int8_t* weights;
  const int32_t* factors;
  int8_t* output;
  int32_t output_step;  // from one round to the next
  int32_t zero_point;
  const int8_t* words;
  uint16_t places[8];  // of the outputs of one round
  int16_t low[8], high[8];
};

// What is known when the kernel is compiled. `patches` of four outputs each share one round's outputs; or each output
// has its own patch (1). `rest`: patches after the rounds. An output's weights stand that many bytes into the string.
template <int32_t tile_, int32_t words_a_step_, bool shared_, int32_t rest_, int32_t second_, int32_t third_,
          int32_t rounding_, bool clamps_>
struct HeliumPatchCase {
  static constexpr int32_t tile = tile_, step = 4 * tile_ * words_a_step_, rest = rest_, rounding = rounding_;
  static constexpr bool shared = shared_, clamps = clamps_;
  static constexpr int32_t second = second_, third = third_, first = shared_ ? second_ + third_ : 0;
};

#if defined(__ARM_FEATURE_MVE)

#define MOTE_HELIUM_PATCH          \
  "vldrw.u32 q0, [q3, %[step]]!\n" \
  "vmladav.s8 r0, q0, q4\n"        \
  "vmladav.s8 r2, q0, q5\n"        \
  "vmladav.s8 r4, q0, q6\n"        \
  "vmladav.s8 r6, q0, q7\n"

#define MOTE_HELIUM_GATHER(sums) \
  "vmov " #sums "[2], " #sums    \
  "[0], r0, r4\n"                \
  "vmov " #sums "[3], " #sums "[1], r2, r6\n"

#define MOTE_HELIUM_SCALE(sums, other)     \
  "vadd.i32 " #sums ", " #sums             \
  ", r9\n"                                 \
  "vqrdmulh.s32 " #sums ", " #sums         \
  ", r10\n"                                \
  ".if %c[rounding]\n"                     \
  "vshr.s32 " #other ", " #sums            \
  ", #31\n"                                \
  "vadd.i32 " #sums ", " #sums ", " #other \
  "\n"                                     \
  ".endif\n"                               \
  "vrshl.s32 " #sums ", r11\n"

// From q1 to bytes; q0 is free.
#define MOTE_HELIUM_BYTES     \
  "vqadd.s16 q1, q1, r8\n"    \
  ".if %c[clamps]\n"          \
  "vldrw.32 q0, [r12, #60]\n" \
  "vmax.s16 q1, q1, q0\n"     \
  "vldrw.32 q0, [r12, #76]\n" \
  "vmin.s16 q1, q1, q0\n"     \
  ".else\n"                   \
  "vqmovnb.s16 q1, q1\n"      \
  ".endif\n"

// Before a channel: r1 weights, r3 factors, r5 output, r7 its step, r8 zero point, r12 the struct; q3 addresses.
#define MOTE_HELIUM_PATCHES_BEGIN \
  "push {r7}\n"                   \
  "ldr r1, [r12, #20]\n"          \
  "ldrd r3, r5, [r12, #24]\n"     \
  "ldrd r7, r8, [r12, #32]\n"     \
  "ldr r4, [r12, #40]\n"          \
  "vldrw.32 q2, [r12, #44]\n"     \
  "movs r0, #0\n"                 \
  "vidup.u32 q3, r0, #1\n"        \
  "mov r0, %[pitch]\n"            \
  "vmul.i32 q3, q3, r0\n"         \
  "sub r4, r4, %[step]\n"         \
  "vadd.i32 q3, q3, r4\n"

#define MOTE_HELIUM_PATCHES_END \
  "ldm r12, {r0, r2, r4}\n"     \
  "vadd.i32 q3, q3, r0\n"       \
  "add r5, r5, r2\n"            \
  "cmp r3, r4\n"                \
  "bne 1b\n"                    \
  "pop {r7}\n"

template <class Case>
inline void helium_patches_shared(const HeliumPatches& patches) {
  register const HeliumPatches* frame __asm__("r12") = &patches;
  __asm__ volatile(
      MOTE_HELIUM_PATCHES_BEGIN
      "1: vldrb.8 q4, [r1, %[first]]\n"
      "vldrb.8 q5, [r1, %[second]]\n"
      "vldrb.8 q6, [r1, %[third]]\n"
      "vldrb.8 q7, [r1], #16\n"
      "ldm r3!, {r9, r10, r11}\n"
      "ldr r0, [r12, #12]\n"
      "wls lr, r0, 3f\n"
      "2:\n"
      MOTE_HELIUM_PATCH
      MOTE_HELIUM_GATHER(q1)
      MOTE_HELIUM_PATCH
      MOTE_HELIUM_GATHER(q0)
      MOTE_HELIUM_SCALE(q1, q7)
      MOTE_HELIUM_SCALE(q0, q7)
      ".if %c[rounding]\n"
      "vldrb.8 q7, [r1, #-16]\n"
      ".endif\n"
      "vqmovnb.s32 q1, q1\n"
      "vqmovnt.s32 q1, q0\n"
      MOTE_HELIUM_BYTES
      "vstrb.16 q1, [r5, q2]\n"
      "add r5, r5, r7\n"
      "le lr, 2b\n"
      "3:\n"
      ".if %c[rest]\n"
      MOTE_HELIUM_PATCH
      MOTE_HELIUM_GATHER(q1)
      ".if %c[rest] == 2\n"
      MOTE_HELIUM_PATCH
      MOTE_HELIUM_GATHER(q0)
      MOTE_HELIUM_SCALE(q0, q7)
      ".endif\n"
      MOTE_HELIUM_SCALE(q1, q7)
      "vqmovnb.s32 q1, q1\n"
      ".if %c[rest] == 2\n"
      "vqmovnt.s32 q1, q0\n"
      ".endif\n"
      MOTE_HELIUM_BYTES
      "ldr r0, [r12, #16]\n"
      "vmsr p0, r0\n"
      "vpst\n"
      "vstrbt.16 q1, [r5, q2]\n"
      ".endif\n"
      MOTE_HELIUM_PATCHES_END
      : "+r"(frame)
      : [step] "i"(Case::step), [pitch] "i"(4 * Case::tile), [first] "i"(Case::first), [second] "i"(Case::second),
        [third] "i"(Case::third), [rounding] "i"(Case::rounding), [clamps] "i"(Case::clamps), [rest] "i"(Case::rest)
      : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "lr", MOTE_HELIUM_CLOBBERS);
}

#define MOTE_HELIUM_FOUR_PATCHES   \
  "vldrw.u32 q0, [q3, %[step]]!\n" \
  "vmladav.s8 r0, q0, q4\n"        \
  "vldrw.u32 q1, [q3, %[step]]!\n" \
  "vmladav.s8 r2, q1, q4\n"        \
  "vldrw.u32 q0, [q3, %[step]]!\n" \
  "vmladav.s8 r4, q0, q4\n"        \
  "vldrw.u32 q1, [q3, %[step]]!\n" \
  "vmladav.s8 r6, q1, q4\n" MOTE_HELIUM_GATHER(q1) MOTE_HELIUM_SCALE(q1, q0) "vqmovnb.s32 q1, q1\n" MOTE_HELIUM_BYTES

template <class Case>
inline void helium_patches_single(const HeliumPatches& patches) {
  register const HeliumPatches* frame __asm__("r12") = &patches;
  __asm__ volatile(MOTE_HELIUM_PATCHES_BEGIN
                   "1: vldrb.8 q4, [r1], #16\n"
                   "ldm r3!, {r9, r10, r11}\n"
                   "ldr r0, [r12, #12]\n"
                   "wls lr, r0, 3f\n"
                   "2:\n" MOTE_HELIUM_FOUR_PATCHES
                   "vstrb.32 q1, [r5, q2]\n"
                   "add r5, r5, r7\n"
                   "le lr, 2b\n"
                   "3:\n"
                   ".if %c[rest]\n" MOTE_HELIUM_FOUR_PATCHES
                   "ldr r0, [r12, #16]\n"
                   "vmsr p0, r0\n"
                   "vpst\n"
                   "vstrbt.32 q1, [r5, q2]\n"
                   ".endif\n" MOTE_HELIUM_PATCHES_END
                   : "+r"(frame)
                   : [step] "i"(Case::step), [pitch] "i"(4 * Case::tile), [rounding] "i"(Case::rounding),
                     [clamps] "i"(Case::clamps), [rest] "i"(Case::rest)
                   : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10", "r11", "lr", MOTE_HELIUM_CLOBBERS);
}

template <class Case>
inline void helium_patches(const HeliumPatches& patches) {
  if (Case::shared) return helium_patches_shared<Case>(patches);
  helium_patches_single<Case>(patches);
}

#else

template <class Case>
inline int8_t helium_patch_output(const HeliumPatches& p, const int8_t* words, const int8_t* weights,
                                  const int32_t* factors) {
  int32_t sum = factors[0];
  for (int32_t i = 0; i < 16; ++i) sum += words[i / 4 * 4 * Case::tile + i % 4] * weights[i];
  const int32_t scaled = multiply_by_quantized_multiplier(sum, factors[1], factors[2]);
  return static_cast<int8_t>(clamp(scaled + p.zero_point, p.low[0], p.high[0]));
}

template <class Case>
inline void helium_patches(const HeliumPatches& p) {
  const int32_t strings[4] = {Case::first, Case::second, Case::third, 0};
  const int32_t outputs = Case::shared ? 8 : 4, patches_a_round = Case::shared ? 2 : 4;
  for (int32_t channel = 0; p.factors + 3 * channel != p.factors_end; ++channel) {
    for (int32_t round = 0; round < p.rounds + (Case::rest ? 1 : 0); ++round) {
      for (int32_t i = 0; i < outputs; ++i) {
        const int32_t lane = Case::shared ? i : 2 * i, patch = Case::shared ? i % 2 : i;
        if (round == p.rounds && (p.mask >> (2 * lane) & 1) == 0) continue;
        p.output[channel + round * p.output_step + p.places[lane]] = helium_patch_output<Case>(
            p, p.words + 4 * channel + (round * patches_a_round + patch) * Case::step,
            p.weights + 16 * channel + (Case::shared ? strings[i / 2] : 0), p.factors + 3 * channel);
      }
    }
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_HELIUM_PATCH_H_
