#pragma once

#include <string>
#include <system_error>

namespace app {

/// Why a file cannot be written or read, and what to do about it: a sentence.
std::string cannot_write(const std::string& path, const std::error_code& why);
std::string cannot_read(const std::string& path, const std::error_code& why);

}  // namespace app
