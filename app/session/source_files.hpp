#pragma once

#include <map>
#include <string>

#include "lessons/page.hpp"

namespace app {

/// The source files of the reader's own program, each read when a process is first
/// seen in it. The sessions ask it at each point.
class SourceFiles {
 public:
  /// The file as a page without prose; it has no source if it cannot be read, or is
  /// larger than 1 MB.
  const lessons::Page& page(const std::string& file);
  /// They may have been changed: each is read again.
  void forget() { files_.clear(); }

 private:
  struct File {
    std::string text;
    lessons::Page page;
  };
  std::map<std::string, File> files_;
};

}  // namespace app
