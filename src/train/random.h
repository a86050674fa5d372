// Random numbers that are a function of their seed alone, so that training resumes with the same bits: SplitMix64
// (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>

namespace mote {

class Random {
 public:
  // A stream of its own for each list of parts: {seed, epoch, sample}.
  explicit Random(std::initializer_list<uint64_t> parts) {
    for (uint64_t part : parts) state_ = next() ^ (part * 0x9e3779b97f4a7c15u);
  }

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }  // in [0, 1)
  uint64_t below(uint64_t limit) { return static_cast<uint64_t>(uniform() * static_cast<double>(limit)); }

  // Standard normal, by Box and Muller.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }

  // Beta(alpha, alpha) for 0 < alpha <= 1. Source: Joehnk 1964.
  double beta(double alpha) {
    while (true) {
      const double x = std::pow(uniform(), 1 / alpha), y = std::pow(uniform(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) return x / (x + y);
    }
  }

 private:
  uint64_t state_ = 0;
};

}  // namespace mote
