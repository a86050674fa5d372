// Words in memory that was filled as something else.
#ifndef MOTE_BASE_DEVICE_MEMORY_H_
#define MOTE_BASE_DEVICE_MEMORY_H_

#include <stdint.h>

namespace mote {
namespace device {

// Any address; one instruction on cores that load unaligned words.
inline uint32_t load_word(const void* address) {
  uint32_t word;
  __builtin_memcpy(&word, address, sizeof word);  // a freestanding memcpy would be a call
  return word;
}

// An address aligned to 4.
typedef uint32_t __attribute__((may_alias)) AnyWord;
inline uint32_t load_aligned_word(const void* address) { return *static_cast<const AnyWord*>(address); }
inline int32_t load_int32(const void* address) { return static_cast<int32_t>(load_aligned_word(address)); }

}  // namespace device
}  // namespace mote

#endif  // MOTE_BASE_DEVICE_MEMORY_H_
