// The rules of the house, held on the sources themselves: who may include whom, what device code may include, sizes.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/file.h"
#include "base/process.h"

namespace mote {
namespace {

namespace fs = std::filesystem;

const fs::path source = fs::path(MOTE_SOURCE_DIR) / "src";

struct SourceFile {
  std::string path;    // below src/
  std::string folder;  // its first part
  std::string text;
};

std::vector<SourceFile> source_files() {
  std::vector<SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const std::string extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".cc" && extension != ".h")) continue;
    const std::string path = fs::relative(entry.path(), source);
    files.push_back({path, path.substr(0, path.find('/')), read_text(entry.path())});
  }
  return files;
}

std::vector<std::string> quoted_includes(const std::string& text) {
  static const std::regex include("#include \"([^\"]+)\"");
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), include), end; it != end; ++it) found.push_back((*it)[1]);
  return found;
}

// The rows of the table in cmake/Folders.cmake, in its order: a folder, and those that it may use.
std::vector<std::pair<std::string, std::vector<std::string>>> table_rows() {
  const std::string table = read_text(fs::path(MOTE_SOURCE_DIR) / "cmake/Folders.cmake");
  static const std::regex row("set\\(MOTE_MAY_USE_(\\w+) ([^)]*)\\)");
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;
  for (std::sregex_iterator it(table.begin(), table.end(), row), end; it != end; ++it) {
    std::istringstream words((*it)[2]);
    rows.push_back({(*it)[1], {}});
    for (std::string word; words >> word;)
      if (word != "\"\"") rows.back().second.push_back(word);
  }
  return rows;
}

std::set<std::pair<std::string, std::string>> direct_uses() {
  std::set<std::pair<std::string, std::string>> uses;
  for (const auto& [folder, used] : table_rows())
    for (const std::string& one : used) uses.insert({folder, one});
  return uses;
}

// The table closed over what those a folder may use may use.
std::map<std::string, std::set<std::string>> allowed_folders() {
  std::map<std::string, std::set<std::string>> allowed;
  for (const auto& [folder, used] : table_rows()) {
    std::set<std::string>& mine = allowed[folder];
    for (const std::string& one : used) {
      mine.insert(one);
      mine.insert(allowed[one].begin(), allowed[one].end());
    }
  }
  return allowed;
}

bool is_device_code(const std::string& path) {
  static const std::regex place("base/device/[^/]+\\.h|ops/[^/]+/kernel[^/]*\\.h|signal/[^/]+/kernel[^/]*\\.h");
  return std::regex_match(path, place);
}

TEST(House, NoFolderIncludesWhatTheTableForbids) {
  const auto allowed = allowed_folders();
  ASSERT_GE(allowed.size(), 18u);
  for (const SourceFile& file : source_files()) {
    ASSERT_TRUE(allowed.count(file.folder)) << file.path << ": this folder is not in the table";
    for (const std::string& include : quoted_includes(file.text)) {
      const std::string used = include.substr(0, include.find('/'));
      if (!allowed.count(used) || used == file.folder) continue;
      EXPECT_TRUE(allowed.at(file.folder).count(used)) << file.path << " includes " << include;
    }
  }
}

TEST(House, ThePictureInTheDocsIsTheTable) {
  const std::string picture = read_text(fs::path(MOTE_SOURCE_DIR) / "docs/architecture.md");
  static const std::regex arrow("\\n  (\\w+?)_? --> (\\w+?)_?(?=\\n)");
  std::set<std::pair<std::string, std::string>> drawn;
  for (std::sregex_iterator it(picture.begin(), picture.end(), arrow), end; it != end; ++it)
    drawn.insert({(*it)[1], (*it)[2]});
  EXPECT_EQ(drawn, direct_uses());
}

TEST(House, OnlyTheTorchModuleSeesLibtorch) {
  for (const SourceFile& file : source_files()) {
    if (file.path.rfind("train/torch/", 0) == 0) continue;
    EXPECT_EQ(file.text.find("#include <torch/"), std::string::npos) << file.path;
    EXPECT_EQ(file.text.find("#include <ATen/"), std::string::npos) << file.path;
  }
}

TEST(House, DeviceCodeIncludesOnlyDeviceCode) {
  static const std::set<std::string> system = {"<stdint.h>", "<stddef.h>", "<string.h>", "<arm_mve.h>", "<arm_acle.h>"};
  static const std::regex angled("#include (<[^>]+>)");
  for (const SourceFile& file : source_files()) {
    if (!is_device_code(file.path)) continue;
    for (const std::string& include : quoted_includes(file.text))
      EXPECT_TRUE(is_device_code(include)) << file.path << " includes " << include;
    for (std::sregex_iterator it(file.text.begin(), file.text.end(), angled), end; it != end; ++it)
      EXPECT_TRUE(system.count((*it)[1])) << file.path << " includes " << (*it)[1];
  }
}

TEST(House, DeviceCodeCompilesAloneAsFreestandingCxx14) {
  std::string all;
  for (const SourceFile& file : source_files())
    if (is_device_code(file.path) && file.path.find("helium") == std::string::npos)
      all += "#include \"" + file.path + "\"\n";
  ASSERT_FALSE(all.empty());
  const ProcessResult result =
      run_process({"g++", "-std=c++14", "-ffreestanding", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra",
                   "-Wpedantic", "-Werror", "-fsyntax-only", "-I" + source.string(), "-x", "c++", "-"},
                  {.input = all});
  EXPECT_EQ(result.exit_code, 0) << result.errors;
}

// Tables may be longer; docs/architecture.md names each file that is and says why.
TEST(House, NoFileIsLongerThan300LinesButThoseTheDocsName) {
  const fs::path docs = fs::path(MOTE_SOURCE_DIR) / "docs/architecture.md";
  const std::string exceptions = fs::exists(docs) ? read_text(docs) : "";
  for (const SourceFile& file : source_files()) {
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    if (lines <= 300) continue;
    EXPECT_NE(exceptions.find("src/" + file.path), std::string::npos) << file.path << ": " << lines;
  }
}

TEST(House, EachFileBeginsWithWhatItIsFor) {
  for (const SourceFile& file : source_files()) EXPECT_EQ(file.text.rfind("//", 0), 0u) << file.path;
}

}  // namespace
}  // namespace mote
