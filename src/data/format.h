// What a source format is to the data set: how it is recognised and opened. One file a format; the list is formats.def.
#pragma once

#include <string_view>

#include "data/dataset.h"

namespace mote {

struct DataFormat {
  std::string_view name;
  bool (*recognises)(const std::filesystem::path& folder);
  // Fills all of the data set but its identity; samples have the sides that the data gives, if it does.
  void (*open)(const DataOptions& options, Dataset& dataset);
};

}  // namespace mote
