#include "tests/support/skip.hpp"

#include <stdlib.h>

#include <cstdio>
#include <fstream>

#include "core/os/process/execute.hpp"
#include "tests/support/catch.hpp"

namespace support {
namespace {

std::string variable(const char* name) {
  const char* value = ::getenv(name);
  return value ? value : "";
}

}  // namespace

void skip(const std::string& why) {
  const std::string said = Catch::getResultCapture().getCurrentTestName() + ": " + why + "\n";
  // tests/CMakeLists.txt has these words, too.
  std::printf("this test is skipped: %s", said.c_str());
  std::ofstream(MPDEMO_SKIPPED, std::ios::app) << said;
}

bool has_program(const std::string& program, const std::string& package) {
  if (os::found_in_path(program)) return true;
  const std::string why = "there is no " + program + ": install " +
                          (package.empty() ? program : package) + " (Debian's name)";
  if (!variable("CI").empty()) FAIL(why);
  skip(why);
  return false;
}

}  // namespace support
