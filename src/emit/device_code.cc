// Copies of device headers with their includes made relative.
#include "emit/device_code.h"

#include <map>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

constexpr std::string_view include_start = "#include \"";

// Takes in the header and, first, what it includes.
void collect(const std::string& header, std::map<std::string, std::string>& contents) {
  if (contents.count(header)) return;
  const std::string text = read_text(resource("src/" + header));
  std::string& copy = contents[header];
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    if (line.rfind(include_start, 0) == 0) {
      const std::string included = line.substr(include_start.size(), line.rfind('"') - include_start.size());
      collect(included, contents);
      const auto folder = std::filesystem::path(header).parent_path();
      line = fmt::format("{}{}\"", include_start, std::filesystem::path(included).lexically_relative(folder).string());
    }
    copy += line + "\n";
    start = end + 1;
  }
}

}  // namespace

std::vector<EmittedFile> device_code(const std::set<std::string>& headers) {
  std::map<std::string, std::string> contents;
  for (const std::string& header : headers) collect(header, contents);
  std::vector<EmittedFile> files;
  for (auto& [header, content] : contents) files.push_back({"mote/" + header, std::move(content)});
  return files;
}

}  // namespace mote
