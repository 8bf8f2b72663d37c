#include "core/tracer/lens/linkage.hpp"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace tracer {
namespace {

#if defined(__x86_64__)
constexpr int kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr int kMachine = EM_AARCH64;
#else
constexpr int kMachine = EM_NONE;
#endif

/// More than that is in no program that anybody has linked.
constexpr std::size_t kMostEntries = 1 << 16;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

/// An ELF file of this machine's width, read piece by piece.
class ElfFile {
 public:
  explicit ElfFile(const std::string& file) : file_(file, std::ios::binary) {
    is_elf_ =
        read(0, &header_, sizeof header_) && std::memcmp(header_.e_ident, ELFMAG, SELFMAG) == 0;
  }

  bool is_elf() const { return is_elf_; }
  bool is_native() const {
    return header_.e_ident[EI_CLASS] == ELFCLASS64 && header_.e_machine == kMachine &&
           sizeof(ElfW(Ehdr)) == sizeof(Elf64_Ehdr);  // NOLINT(misc-redundant-expression): here
  }
  std::vector<ElfW(Phdr)> segments() {
    return table<ElfW(Phdr)>(header_.e_phoff, header_.e_phnum * sizeof(ElfW(Phdr)));
  }
  std::vector<ElfW(Shdr)> sections() {
    return table<ElfW(Shdr)>(header_.e_shoff, header_.e_shnum * sizeof(ElfW(Shdr)));
  }
  /// As many as are there.
  template <typename Entry>
  std::vector<Entry> table(std::uint64_t at, std::uint64_t size) {
    std::vector<Entry> entries(std::min(size, kMostBytes) / sizeof(Entry));
    if (!entries.empty() && !read(at, entries.data(), entries.size() * sizeof(Entry)))
      entries.clear();
    return entries;
  }

 private:
  bool read(std::uint64_t at, void* into, std::size_t size) {
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(at));
    file_.read(static_cast<char*>(into), static_cast<std::streamsize>(size));
    return file_.gcount() == static_cast<std::streamsize>(size);
  }

  std::ifstream file_;
  ElfW(Ehdr) header_{};
  bool is_elf_ = false;
};

std::string_view text_at(const std::vector<char>& texts, std::uint64_t at) {
  if (at >= texts.size()) return {};
  const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(at);
  return {&*begin, static_cast<std::size_t>(std::find(begin, texts.end(), '\0') - begin)};
}

/// Where the bytes of an address of the program are in its file.
std::uint64_t offset_of(const std::vector<ElfW(Phdr)>& segments, std::uint64_t address) {
  for (const auto& segment : segments) {
    if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
        address < segment.p_vaddr + segment.p_filesz)
      return address - segment.p_vaddr + segment.p_offset;
  }
  return 0;
}

std::vector<std::string> needed_by(ElfFile& file, const std::vector<ElfW(Phdr)>& segments,
                                   const ElfW(Phdr) & dynamic) {
  std::vector<std::uint64_t> names;
  std::uint64_t at = 0;
  std::uint64_t size = 0;
  const auto entries = file.table<ElfW(Dyn)>(
      dynamic.p_offset, std::min<std::uint64_t>(dynamic.p_filesz, kMostEntries));
  for (const auto& entry : entries) {
    if (entry.d_tag == DT_NULL) break;
    if (entry.d_tag == DT_NEEDED) names.push_back(entry.d_un.d_val);
    if (entry.d_tag == DT_STRTAB) at = offset_of(segments, entry.d_un.d_ptr);
    if (entry.d_tag == DT_STRSZ) size = entry.d_un.d_val;
  }
  const auto texts = file.table<char>(at, size);
  std::vector<std::string> needed;
  for (const std::uint64_t name : names) needed.emplace_back(text_at(texts, name));
  return needed;
}

}  // namespace

std::optional<Linkage> linkage_of(const std::string& file) {
  ElfFile elf(file);
  if (!elf.is_elf()) return std::nullopt;
  Linkage linkage;
  linkage.is_native = elf.is_native();
  if (!linkage.is_native) return linkage;
  const auto segments = elf.segments();
  for (const auto& segment : segments) {
    if (segment.p_type == PT_INTERP) {
      const auto text = elf.table<char>(segment.p_offset, segment.p_filesz);
      linkage.loader = text_at(text, 0);
    }
    if (segment.p_type == PT_DYNAMIC) linkage.needed = needed_by(elf, segments, segment);
  }
  return linkage;
}

std::optional<bool> names_one_of(const std::string& file,
                                 const std::vector<std::string_view>& functions) {
  ElfFile elf(file);
  if (!elf.is_elf() || !elf.is_native()) return std::nullopt;
  bool has_symbols = false;
  const auto sections = elf.sections();
  for (const auto& section : sections) {
    if (section.sh_type != SHT_DYNSYM && section.sh_type != SHT_SYMTAB) continue;
    if (section.sh_link >= sections.size()) continue;
    const auto& names = sections[section.sh_link];
    const auto texts = elf.table<char>(names.sh_offset, names.sh_size);
    for (const auto& symbol : elf.table<ElfW(Sym)>(section.sh_offset, section.sh_size)) {
      has_symbols = true;
      // "sem_init@GLIBC_2.34" in a table for debuggers
      const std::string_view name = text_at(texts, symbol.st_name);
      const std::string_view plain = name.substr(0, name.find('@'));
      if (std::find(functions.begin(), functions.end(), plain) != functions.end()) return true;
    }
  }
  return has_symbols ? std::optional(false) : std::nullopt;
}

}  // namespace tracer
