#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tracer {

/// A file of an archive.
struct ZippedFile {
  std::string_view name;
  std::string_view bytes;
};

/// A zip archive of files that are not compressed. Python imports modules from such an
/// archive. See PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
std::string stored_zip(const std::vector<ZippedFile>& files);

}  // namespace tracer
