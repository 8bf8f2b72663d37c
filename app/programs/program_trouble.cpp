#include "app/programs/program_trouble.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

#include "core/os/process/execute.hpp"
#include "core/tracer/command_of.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

std::string shown_command(const std::vector<std::string>& program) {
  return "mpdemo trace -- " + tracer::as_typed(program);
}

/// "ls -la" given as one word: the words that were meant.
std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> words;
  std::string_view rest = text;
  for (;;) {
    const auto begin = rest.find_first_not_of(" \t\n");
    if (begin == rest.npos) return words;
    rest.remove_prefix(begin);
    const auto end = std::min(rest.find_first_of(" \t\n"), rest.size());
    words.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
}

/// The interpreter after "#!" in a script; "": it is no script.
std::string interpreter_of(const std::string& script) {
  std::ifstream file(script, std::ios::binary);
  std::string line;
  if (!std::getline(file, line) || !line.starts_with("#!")) return {};
  if (line.ends_with('\r')) return line.substr(2);
  const auto words = words_in(line.substr(2));
  return words.empty() ? "" : words.front();
}

std::string with_words_apart(const std::vector<std::string>& program) {
  std::vector<std::string> apart = words_in(program.front());
  apart.insert(apart.end(), program.begin() + 1, program.end());
  return shown_command(apart);
}

std::string about_missing(const std::vector<std::string>& program) {
  const std::string& name = program.front();
  if (words_in(name).size() > 1)
    return fmt::format("there is no such program; its words are separate ones: {}",
                       with_words_apart(program));
  if (name.find('/') != name.npos) return "there is no such file; check its path";
  std::error_code unknown;
  if (!fs::is_regular_file(name, unknown))
    return "no folder of PATH has such a program; check its name, or write its path";
  std::vector<std::string> here = program;
  here.front() = "./" + name;
  return fmt::format("no folder of PATH has it; the file in this folder: {}", shown_command(here));
}

std::string about_script(const std::string& interpreter) {
  if (interpreter.ends_with('\r'))
    return "its lines end as those of Windows do, so that its interpreter has no such name; fix "
           "them: sed -i 's/\\r$//'";
  return fmt::format("its first line names {}, which does not exist; name another interpreter",
                     interpreter);
}

/// The program that runs files with such a name: "python3", or "".
std::string_view usual_interpreter(const std::string& name) {
  return name.ends_with(".py") ? "python3" : name.ends_with(".sh") ? "sh" : "";
}

std::string about_permission(const std::vector<std::string>& program) {
  std::string mended = "chmod +x " + tracer::as_typed({program.front()});
  if (const auto interpreter = usual_interpreter(program.front()); !interpreter.empty()) {
    std::vector<std::string> interpreted = program;
    interpreted.insert(interpreted.begin(), std::string(interpreter));
    mended += fmt::format(", or {}", shown_command(interpreted));
  }
  return fmt::format("that file is not executable; allow it: {}", mended);
}

/// The reason, if the file shows it; else "".
std::string cause_of(const std::vector<std::string>& program) {
  const std::string& name = program.front();
  std::error_code unknown;
  const bool is_path = name.find('/') != name.npos;
  if (!is_path || !fs::exists(name, unknown)) return about_missing(program);
  if (fs::is_directory(name, unknown)) return "it is a folder; name a program in it";
  if (!os::may_execute(name)) return about_permission(program);
  const std::string interpreter = interpreter_of(name);
  const bool runs = interpreter.empty() || fs::exists(interpreter, unknown);
  return runs ? "" : about_script(interpreter);
}

}  // namespace

std::string cannot_run(const std::vector<std::string>& program, const std::string& otherwise) {
  const std::string cause = cause_of(program);
  if (cause.empty()) return otherwise;
  return fmt::format("cannot run {}: {}.", tracer::as_typed({program.front()}), cause);
}

}  // namespace app
