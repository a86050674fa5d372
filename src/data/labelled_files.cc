// Listing of class folders and manifests.
#include "data/labelled_files.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "base/csv.h"
#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace fs = std::filesystem;
namespace {

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return extension;
}

bool hidden(const fs::path& path) { return path.filename().string().rfind('.', 0) == 0; }

fs::directory_iterator readable(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) fail("{}: the folder can't be read: {}", folder.string(), error.message());
  return entries;
}

struct Row {
  std::string path, label, split, group;
};

std::vector<Row> rows_of_folders(const DataOptions& options, const std::set<std::string>& extensions) {
  std::vector<Row> rows;
  for (const auto& folder : readable(options.path)) {
    const std::string label = folder.path().filename();
    const bool ignored = std::find(options.ignore.begin(), options.ignore.end(), label) != options.ignore.end();
    if (!folder.is_directory() || hidden(folder.path()) || ignored) continue;
    const size_t before = rows.size();
    for (const auto& file : readable(folder.path()))
      if (file.is_regular_file() && !hidden(file.path()) && extensions.count(lower_extension(file.path())))
        rows.push_back({fs::relative(file.path(), options.path), label, "", ""});
    if (rows.size() == before) fail("{}: class '{}' is empty", folder.path().string(), label);
  }
  return rows;
}

// Columns path, label, and if there are: split, then the first other column as group.
std::vector<Row> rows_of_manifest(const fs::path& manifest) {
  std::istringstream text(read_text(manifest));
  std::string line;
  std::getline(text, line);
  const std::vector<std::string> head = csv_cells(line);
  std::map<std::string, size_t> columns;
  for (size_t i = 0; i < head.size(); ++i)
    columns.emplace(head[i] == "path" || head[i] == "label" || head[i] == "split" ? head[i] : "group", i);
  if (!columns.count("path") || !columns.count("label"))
    fail("{}, line 1: expected the columns path and label", manifest.string());
  std::vector<Row> rows;
  for (int number = 2; std::getline(text, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::vector<std::string> cells = csv_cells(line);
    if (cells.size() != head.size())
      fail("{}, line {}: has {} columns, expected {}", manifest.string(), number, cells.size(), head.size());
    const auto cell = [&](const char* name) { return columns.count(name) ? cells[columns[name]] : std::string(); };
    rows.push_back({cell("path"), cell("label"), cell("split"), cell("group")});
  }
  return rows;
}

void check_files(const fs::path& folder, const std::vector<Row>& rows) {
  std::vector<std::string> missing;
  for (const Row& row : rows) {
    const fs::path path = fs::path(row.path).lexically_normal();
    if (path.is_absolute() || path.string().rfind("..", 0) == 0)
      fail("{}: manifest.csv names '{}', which is outside the folder", folder.string(), row.path);
    if (!fs::is_regular_file(folder / path)) missing.push_back(row.path);
  }
  if (!missing.empty())
    fail("{}: {} files of manifest.csv are missing: {}", folder.string(), missing.size(), fmt::join(missing, ", "));
}

Split split_named(const std::string& name, const fs::path& folder) {
  for (Split split : {Split::train, Split::val, Split::test})
    if (name == name_of(split)) return split;
  if (name == "validation") return Split::val;
  fail("{}: manifest.csv has the split '{}', expected train, val or test", folder.string(), name);
}

}  // namespace

void list_labelled_files(const DataOptions& options, const std::set<std::string>& extensions, Dataset& dataset) {
  const fs::path manifest = options.path / "manifest.csv";
  const bool listed = fs::is_regular_file(manifest);
  std::vector<Row> rows = listed ? rows_of_manifest(manifest) : rows_of_folders(options, extensions);
  if (listed) check_files(options.path, rows);
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.path < b.path; });
  std::set<std::string> labels;
  for (const Row& row : rows) labels.insert(row.label);
  dataset.classes.assign(labels.begin(), labels.end());
  for (const Row& row : rows) {
    const auto label = std::lower_bound(dataset.classes.begin(), dataset.classes.end(), row.label);
    dataset.sides_given |= !row.split.empty();
    const Split split = row.split.empty() ? Split::train : split_named(row.split, options.path);
    dataset.samples.push_back({row.path, static_cast<int32_t>(label - dataset.classes.begin()), row.group, split, 0});
  }
}

fs::path first_file(const fs::path& folder, const std::set<std::string>& extensions) {
  for (const auto& entry : readable(folder)) {
    if (hidden(entry.path())) continue;
    if (entry.is_regular_file() && extensions.count(lower_extension(entry.path()))) return entry.path();
    if (!entry.is_directory()) continue;
    for (const auto& file : readable(entry.path()))
      if (file.is_regular_file() && extensions.count(lower_extension(file.path()))) return file.path();
  }
  return {};
}

}  // namespace mote
