// memcpy, memmove and memset for a firmware without a C library: words where both sides are aligned, else bytes.
#include <stddef.h>
#include <stdint.h>

namespace {

typedef uint32_t __attribute__((may_alias)) Word;

inline bool aligned(const void* a, const void* b) {
  return ((reinterpret_cast<uintptr_t>(a) | reinterpret_cast<uintptr_t>(b)) & 3) == 0;
}

inline void copy_forward(uint8_t* to, const uint8_t* from, size_t bytes) {
  if (aligned(to, from)) {
    for (; bytes >= 16; bytes -= 16, to += 16, from += 16) {
      const Word* source = reinterpret_cast<const Word*>(from);
      Word* target = reinterpret_cast<Word*>(to);
      const Word a = source[0], b = source[1], c = source[2], d = source[3];
      target[0] = a, target[1] = b, target[2] = c, target[3] = d;
    }
    for (; bytes >= 4; bytes -= 4, to += 4, from += 4)
      *reinterpret_cast<Word*>(to) = *reinterpret_cast<const Word*>(from);
  }
  while (bytes-- > 0) *to++ = *from++;
}

}  // namespace

extern "C" {

void* memcpy(void* to, const void* from, size_t bytes) {
  copy_forward(static_cast<uint8_t*>(to), static_cast<const uint8_t*>(from), bytes);
  return to;
}

void* memmove(void* to, const void* from, size_t bytes) {
  uint8_t* target = static_cast<uint8_t*>(to);
  const uint8_t* source = static_cast<const uint8_t*>(from);
  if (target <= source || target >= source + bytes) {
    copy_forward(target, source, bytes);
  } else {
    while (bytes-- > 0) target[bytes] = source[bytes];
  }
  return to;
}

void* memset(void* to, int value, size_t bytes) {
  uint8_t* target = static_cast<uint8_t*>(to);
  const uint32_t byte = static_cast<uint8_t>(value);
  if ((reinterpret_cast<uintptr_t>(target) & 3) == 0)
    for (; bytes >= 4; bytes -= 4, target += 4) *reinterpret_cast<Word*>(target) = byte * 0x01010101u;
  while (bytes-- > 0) *target++ = static_cast<uint8_t>(byte);
  return to;
}

}  // extern "C"
