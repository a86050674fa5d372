// Reading ELF headers, sections and symbols; the structures are those of the system's <elf.h>.
#include "device/elf.h"

#include <elf.h>

#include <cstring>
#include <vector>

#include "base/error.h"
#include "base/file.h"

namespace mote {
namespace {

struct Image {
  std::filesystem::path path;
  std::vector<uint8_t> bytes;

  template <class T>
  T at(size_t offset) const {
    if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) fail("{}: truncated ELF file", path.string());
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
  }
  std::string text_at(size_t offset) const {
    if (offset >= bytes.size()) fail("{}: truncated ELF file", path.string());
    const char* start = reinterpret_cast<const char*>(bytes.data()) + offset;
    return std::string(start, strnlen(start, bytes.size() - offset));
  }
};

void add_section(const Elf32_Shdr& section, const std::string& name, ElfFacts& facts) {
  if (!(section.sh_flags & SHF_ALLOC) || name == ".stack") return;
  if (section.sh_type == SHT_NOBITS)
    facts.bss_bytes += section.sh_size;
  else if (section.sh_flags & SHF_WRITE && name != ".vectors")
    facts.data_bytes += section.sh_size;
  else
    facts.text_bytes += section.sh_size;
}

void add_symbols(const Image& image, const Elf32_Shdr& table, const Elf32_Shdr& names, bool arm, ElfFacts& facts) {
  for (uint32_t at = 0; at + sizeof(Elf32_Sym) <= table.sh_size; at += sizeof(Elf32_Sym)) {
    const auto symbol = image.at<Elf32_Sym>(table.sh_offset + at);
    if (symbol.st_name == 0) continue;
    const std::string name = image.text_at(names.sh_offset + symbol.st_name);
    const bool thumb = arm && ELF32_ST_TYPE(symbol.st_info) == STT_FUNC;
    facts.symbols[name] = thumb ? symbol.st_value & ~1u : symbol.st_value;
    if (symbol.st_size != 0) facts.symbol_bytes[name] = symbol.st_size;
    if (ELF32_ST_TYPE(symbol.st_info) == STT_FUNC && symbol.st_size != 0)
      facts.functions.push_back({name, facts.symbols[name], symbol.st_size});
  }
}

void add_labels(const Image& image, const Elf32_Shdr& section, ElfFacts& facts) {
  for (uint32_t at = 0; at + sizeof(ElfFacts::Label) <= section.sh_size; at += sizeof(ElfFacts::Label))
    facts.labels.push_back(image.at<ElfFacts::Label>(section.sh_offset + at));
}

}  // namespace

ElfFacts read_elf(const std::filesystem::path& path) {
  const Image image{path, read_bytes(path)};
  const auto header = image.at<Elf32_Ehdr>(0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS32 ||
      header.e_ident[EI_DATA] != ELFDATA2LSB)
    fail("{}: not a 32-bit little-endian ELF file", path.string());
  std::vector<Elf32_Shdr> sections;
  for (int i = 0; i < header.e_shnum; ++i)
    sections.push_back(image.at<Elf32_Shdr>(header.e_shoff + static_cast<size_t>(i) * header.e_shentsize));
  if (header.e_shstrndx >= sections.size()) fail("{}: ELF file without section names", path.string());
  ElfFacts facts;
  for (const Elf32_Shdr& section : sections) {
    const std::string name = image.text_at(sections[header.e_shstrndx].sh_offset + section.sh_name);
    add_section(section, name, facts);
    if (name == ".mote_labels") add_labels(image, section, facts);
    if (section.sh_type == SHT_SYMTAB && section.sh_link < sections.size())
      add_symbols(image, section, sections[section.sh_link], header.e_machine == EM_ARM, facts);
  }
  return facts;
}

}  // namespace mote
