// mote build: from recordings to firmware and report, in stages of which only those run whose inputs changed.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace mote {

struct BuildOptions {
  std::filesystem::path project;
  std::filesystem::path data;  // instead of mote.toml's; empty: that
  std::filesystem::path out;   // instead of PROJECT/build
};

struct BuildResult {
  nlohmann::json report;  // as in report.json
  std::filesystem::path report_html;
};

// Throws InputError for the project or its data, BudgetError where the target's flash, RAM or time does not do.
BuildResult build_project(const BuildOptions& options);

}  // namespace mote
