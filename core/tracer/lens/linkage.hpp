#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tracer {

/// How a program was linked, by its file. A plain value, made by linkage_of(). See elf(5).
struct Linkage {
  bool is_native = false;           ///< made for machines like this one, and 64 bits wide
  std::string loader;               ///< "/lib64/ld-linux-x86-64.so.2"; empty: linked statically
  std::vector<std::string> needed;  ///< libraries: "libc.so.6"
};
/// Empty: there is no such program.
std::optional<Linkage> linkage_of(const std::string& file);

/// Whether one of those functions is in it, or is used by it. Empty: it does not say,
/// as its symbols have been removed.
std::optional<bool> names_one_of(const std::string& file,
                                 const std::vector<std::string_view>& functions);

}  // namespace tracer
