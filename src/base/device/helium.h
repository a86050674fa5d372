// Moving bytes with Helium; elsewhere plain C++ with the same results.
#ifndef MOTE_BASE_DEVICE_HELIUM_H_
#define MOTE_BASE_DEVICE_HELIUM_H_

#include <stdint.h>

namespace mote {
namespace device {

// Four lines of channels, and how far it is from one place of a line to the next.
struct HeliumLines {
  const int8_t *a, *b, *c, *d;
  int32_t step_a, step_b, step_c, step_d;
};

#if defined(__ARM_FEATURE_MVE)

// Rows of up to 16 bytes. Writes 16 for each of them.
inline void helium_copy_short_rows(const int8_t* from, int32_t pitch, int32_t rows, int32_t count, int8_t*& to) {
  __asm__ volatile(
      "vctp.8 %[count]\n"
      "dls lr, %[rows]\n"
      "1: vpst\n"
      "vldrbt.u8 q0, [%[from]]\n"
      "add %[from], %[from], %[pitch]\n"
      "vstrb.8 q0, [%[to]]\n"
      "add %[to], %[to], %[count]\n"
      "le lr, 1b\n"
      : [from] "+r"(from), [to] "+r"(to)
      : [count] "r"(count), [rows] "r"(rows), [pitch] "r"(pitch)
      : "lr", "q0", "memory");
}

// Rows of `count` bytes, more than 0, `pitch` apart, one behind the other. Moves `to` past them; up to 16 bytes are
// written beyond.
inline void helium_copy_rows(const int8_t* from, int32_t pitch, int32_t rows, int32_t count, int8_t*& to) {
  if (count == 4) {
    for (; rows > 0; --rows, from += pitch, to += 4) __builtin_memcpy(to, from, 4);
    return;
  }
  if (count <= 16) return helium_copy_short_rows(from, pitch, rows, count, to);
  for (; rows > 0; --rows, from += pitch) {
    const int8_t* row = from;
    __asm__ volatile(
        "dlstp.8 lr, %[count]\n"
        "1: vldrb.8 q0, [%[row]], #16\n"
        "vstrb.8 q0, [%[to]], #16\n"
        "letp lr, 1b\n"
        : [row] "+r"(row), [to] "+r"(to)
        : [count] "r"(count)
        : "lr", "q0", "memory");
    to += count - (count + 15) / 16 * 16;
  }
}

inline void helium_fill(int32_t value, int32_t count, int8_t*& to) {
  __asm__ volatile(
      "vdup.8 q0, %[value]\n"
      "dlstp.8 lr, %[count]\n"
      "1: vstrb.8 q0, [%[to]], #16\n"
      "letp lr, 1b\n"
      : [to] "+r"(to)
      : [count] "r"(count), [value] "r"(value)
      : "lr", "q0", "memory");
  to += count - (count + 15) / 16 * 16;
}

// Interleaves four lines: for each of `count` places the bytes of a, b, c and d, channel by channel, `pitch` bytes from
// one place to the next. Writes 64 bytes a place. `partial`: only so many of the sixteen channels are read.
template <bool partial>
inline void helium_interleave(HeliumLines lines, int32_t count, int32_t channels, int32_t pitch, int8_t* words) {
  __asm__ volatile(
      ".if %c[partial]\n"
      "mov lr, %[channels]\n"
      "vctp.8 lr\n"
      ".endif\n"
      "dls lr, %[count]\n"
      "1:\n"
      ".if %c[partial]\n"
      "vpstttt\n"
      "vldrbt.u8 q0, [%[a]]\n"
      "vldrbt.u8 q1, [%[b]]\n"
      "vldrbt.u8 q2, [%[c]]\n"
      "vldrbt.u8 q3, [%[d]]\n"
      ".else\n"
      "vldrb.u8 q0, [%[a]]\n"
      "vldrb.u8 q1, [%[b]]\n"
      "vldrb.u8 q2, [%[c]]\n"
      "vldrb.u8 q3, [%[d]]\n"
      ".endif\n"
      "add %[a], %[a], %[step_a]\n"
      "add %[b], %[b], %[step_b]\n"
      "add %[c], %[c], %[step_c]\n"
      "add %[d], %[d], %[step_d]\n"
      "vst40.8 {q0, q1, q2, q3}, [%[words]]\n"
      "vst41.8 {q0, q1, q2, q3}, [%[words]]\n"
      "vst42.8 {q0, q1, q2, q3}, [%[words]]\n"
      "vst43.8 {q0, q1, q2, q3}, [%[words]]\n"
      "add %[words], %[words], %[pitch]\n"
      "le lr, 1b\n"
      : [a] "+r"(lines.a), [b] "+r"(lines.b), [c] "+r"(lines.c), [d] "+r"(lines.d), [words] "+r"(words)
      : [step_a] "r"(lines.step_a), [step_b] "r"(lines.step_b), [step_c] "r"(lines.step_c), [step_d] "r"(lines.step_d),
        [count] "r"(count), [channels] "ri"(channels), [pitch] "ri"(pitch), [partial] "i"(partial)
      : "lr", "q0", "q1", "q2", "q3", "memory");
}

#else

inline void helium_copy_rows(const int8_t* from, int32_t pitch, int32_t rows, int32_t count, int8_t*& to) {
  for (; rows > 0; --rows, from += pitch, to += count) __builtin_memcpy(to, from, static_cast<uint32_t>(count));
}

inline void helium_fill(int32_t value, int32_t count, int8_t*& to) {
  __builtin_memset(to, value, static_cast<uint32_t>(count));
  to += count;
}

template <bool partial>
inline void helium_interleave(HeliumLines lines, int32_t count, int32_t channels, int32_t pitch, int8_t* words) {
  for (; count > 0; --count, words += pitch) {
    for (int32_t i = 0; i < (partial ? channels : 16); ++i) {
      words[4 * i] = lines.a[i], words[4 * i + 1] = lines.b[i];
      words[4 * i + 2] = lines.c[i], words[4 * i + 3] = lines.d[i];
    }
    lines.a += lines.step_a, lines.b += lines.step_b, lines.c += lines.step_c, lines.d += lines.step_d;
  }
}

#endif

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_HELIUM_H_
