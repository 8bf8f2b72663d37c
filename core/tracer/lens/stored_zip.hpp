#pragma once

#include <string>
#include <string_view>

namespace tracer {

/// A zip archive that holds one file, not compressed. Python imports modules from such an
/// archive. See PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
std::string stored_zip(std::string_view name, std::string_view bytes);

}  // namespace tracer
