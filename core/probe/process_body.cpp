#include "core/probe/process_body.hpp"

#include <cxxabi.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <typeinfo>

#include "core/os/descriptors/output_file.hpp"
#include "core/os/process/process.hpp"
#include "core/probe/watcher.hpp"

namespace probe {
namespace {

std::string type_of(const std::exception& error) {
  const char* mangled = typeid(error).name();
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(mangled, nullptr, nullptr, nullptr), &std::free);
  return name ? name.get() : mangled;
}

int run(const std::function<void()>& body, const std::string& name) {
  try {
    body();
    return 0;
  } catch (...) {
    report(describe_current_exception(), name);
  }
  return 1;
}

}  // namespace

std::string describe_current_exception() {
  try {
    throw;
  } catch (const std::exception& error) {
    return fmt::format("{}: {}", type_of(error), error.what());
  } catch (...) {
    return "something that is no std::exception was thrown";
  }
}

void report(const std::string& what, std::string name) {
  if (watcher()) name = watcher()->name_of(::getpid());
  if (name.empty()) name = std::to_string(::getpid());
  try {
    os::write_all(STDERR_FILENO, fmt::format("Process {}: {}\n", name, what));
  } catch (const std::exception&) {
    // Standard error is closed; the exit code remains.
  }
}

void run_and_exit(const std::function<void()>& body, const std::string& name) {
  flush_and_exit(run(body, name));
}

void flush_and_exit(int code) {
  // What the body left in stdio's buffers is its own; _exit would drop it.
  std::fflush(nullptr);
  Act act;
  act.kind = Kind::exit;
  act.status = code;
  perform(act);
  os::exit_now(code);
}

}  // namespace probe
