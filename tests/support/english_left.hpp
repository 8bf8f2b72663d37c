#pragma once

#include <string>

namespace support {

/// The English words of three letters or more in `text`, apart from what is a name
/// whatever the language: of processes, objects, demos, files, commands, options, calls,
/// signals and keys.
std::string english_left(std::string text);

}  // namespace support
