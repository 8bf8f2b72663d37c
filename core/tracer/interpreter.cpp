#include "core/tracer/interpreter.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/os/process/proc_file.hpp"

namespace tracer {
namespace {

constexpr std::array<std::string_view, 8> kSilentShells = {"sh",    "dash", "busybox", "zsh",
                                                           "ksh93", "ksh",  "mksh",    "fish"};

/// A file in memory is "memfd:name (deleted)" there.
std::string plain_name(std::string name) {
  constexpr std::string_view kBefore = "memfd:";
  constexpr std::string_view kAfter = " (deleted)";
  if (name.starts_with(kBefore)) name.erase(0, kBefore.size());
  if (name.ends_with(kAfter)) name.resize(name.size() - kAfter.size());
  return name;
}

}  // namespace

Interpreter interpreter_of(pid_t process) {
  std::error_code error;
  const std::string path = "/proc/" + std::to_string(process) + "/exe";
  Interpreter found{Interpreter::Kind::none,
                    plain_name(std::filesystem::read_symlink(path, error).filename().string())};
  if (found.name.starts_with("python") || found.name == "bash")
    found.kind = Interpreter::Kind::reports_lines;
  if (std::find(kSilentShells.begin(), kSilentShells.end(), found.name) != kSilentShells.end())
    found.kind = Interpreter::Kind::silent_shell;
  return found;
}

std::string shim_of(pid_t process) {
  std::string words = os::proc_file(process, "cmdline");
  std::replace(words.begin(), words.end(), '\0', ' ');
  const bool is_script = interpreter_of(process).kind != Interpreter::Kind::none ||
                         words.find("env bash ") != std::string::npos;
  if (!is_script) return {};
  for (const std::string_view tool : {"pyenv", "rbenv", "nodenv"}) {
    for (const std::string_view folder : {"/shims/", "/libexec/"}) {
      const auto at = words.find(folder);
      if (at != std::string::npos && words.rfind(tool, at) != std::string::npos)
        return std::string(tool);
    }
  }
  return {};
}

}  // namespace tracer
