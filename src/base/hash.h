// Content hashes for keys and banners: XXH3, 128 bits, as 32 hexadecimal digits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mote {

std::string hash_of(std::span<const uint8_t> bytes);
std::string hash_of(std::string_view text);

}  // namespace mote
