#pragma once

#include <string>

namespace support {

/// Says that the running test does not hold here, and why; the test returns then. ctest
/// counts it as skipped, and scripts/test lists it.
void skip(const std::string& why);

/// Whether that program is here, which Debian has in a package of that name or of
/// another. Otherwise the test is skipped; in CI, where nothing may be missing, it fails.
bool has_program(const std::string& program, const std::string& package = "");

}  // namespace support
