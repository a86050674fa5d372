// TensorFlow Lite models in: a .tflite file becomes a graph. The file may be hostile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "graph/graph.h"

namespace mote {

// `name` stands before every message and, without folders and ending, names the graph. Throws InputError that names
// the fault: damage, a broken rule, or all operators that Mote has not, at once. The result is verified.
Graph import_tflite(std::span<const uint8_t> bytes, std::string_view name);
Graph import_tflite_file(const std::filesystem::path& path);

}  // namespace mote
