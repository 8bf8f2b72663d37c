#include "core/os/process/program_image.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/os/process/run_counts.hpp"

// Set by the linker: the first byte of the program, and the end of its code.
// NOLINTBEGIN(readability-identifier-naming)
extern "C" const char __executable_start;
extern "C" const char etext;
// NOLINTEND(readability-identifier-naming)

namespace os {
namespace {

constexpr const char* kVariable = "MP_SPAWN_ORDER";

}  // namespace

std::optional<ImageOffset> offset_in_image(const void* function) {
  const auto* address = static_cast<const char*>(function);
  if (address < &__executable_start || address >= &etext) return std::nullopt;
  return static_cast<ImageOffset>(address - &__executable_start);
}

void* function_in_image(ImageOffset offset) {
  if (offset >= static_cast<ImageOffset>(&etext - &__executable_start)) return nullptr;
  return const_cast<char*>(&__executable_start) + offset;
}

int execute_anew(const Fd& order) {
  std::string variable = std::string(kVariable) + "=" + std::to_string(order.get());
  std::vector<char*> environment;
  const std::string_view name = std::string_view(variable).substr(0, variable.find('=') + 1);
  for (char** entry = environ; *entry; ++entry) {
    if (!std::string_view(*entry).starts_with(name)) environment.push_back(*entry);
  }
  environment.push_back(variable.data());
  environment.push_back(nullptr);
  std::array<char*, 2> arguments = {program_invocation_name, nullptr};
  keep_run_counts();
  ::execve("/proc/self/exe", arguments.data(), environment.data());
  return errno;
}

std::optional<Fd> order_of_execution() {
  const char* value = std::getenv(kVariable);
  if (!value) return std::nullopt;
  const std::string_view text(value);
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  ::unsetenv(kVariable);
  // The program was executed as /proc/self/exe; without this, ps would list it
  // as "exe".
  ::prctl(PR_SET_NAME, program_invocation_short_name);
  if (number <= 2 || !close_on_exec(number)) return Fd();
  return Fd(number);
}

}  // namespace os
