// An opened .tflite: structurally sound, with every index between its parts checked.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "tflite/schema_generated.h"

namespace mote::tflite {

// Throws InputError where the bytes are no TFLite model or break a rule between its parts: identifier, version, damage,
// missing parts, indices out of range, subgraphs that call each other.
const schema::Model& open_model(std::span<const uint8_t> bytes);

// What is wrong with bytes that FlatBuffers' verifier refuses, as exactly as can be said.
std::string name_damage(std::span<const uint8_t> bytes);

// Throws InputError where control flow calls a subgraph that is not there, or one that calls back.
void check_calls(const schema::Model& model);

// "CONV_2D"; "custom operator 'Name'"; "operator code 9999" where the code is unknown.
std::string code_name(const schema::Model& model, const schema::Operator& op);
schema::BuiltinOperator code_of(const schema::Model& model, const schema::Operator& op);

// Names go into messages, reports and comments of emitted code: printable ASCII, no backslash, not endless.
std::string plain_name(const flatbuffers::String* name);

template <class T>
size_t count_of(const flatbuffers::Vector<T>* list) {
  return list ? list->size() : 0;
}

}  // namespace mote::tflite
