#include "core/tracer/files/interpreter_files.hpp"

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include "core/os/descriptors/file_identity.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/tracer/command_of.hpp"
#include "core/tracer/interpreter.hpp"

namespace tracer {
namespace {

/// Options of which the next word is a part.
bool takes_a_word(std::string_view option, bool python) {
  if (python) return option == "-W" || option == "-X" || option == "--check-hash-based-pycs";
  return option.ends_with('o') || option.ends_with('O') || option == "--rcfile" ||
         option == "--init-file";
}

/// Options after which no script comes: the program is a word, a module, or standard input.
bool has_no_script(std::string_view option, bool python) {
  if (option == "-") return true;
  if (option.starts_with("--")) return false;
  return option.find_first_of(python ? "cm" : "cs") != std::string_view::npos;
}

/// The folders of PATH, as the process got them.
std::set<std::string> search_path_of(pid_t process) {
  std::ifstream environment("/proc/" + std::to_string(process) + "/environ");
  std::set<std::string> folders;
  constexpr std::string_view kName = "PATH=";
  for (std::string variable; std::getline(environment, variable, '\0');) {
    if (!variable.starts_with(kName)) continue;
    std::istringstream path(variable.substr(kName.size()));
    for (std::string folder; std::getline(path, folder, ':');) folders.insert(folder);
  }
  return folders;
}

bool only_sees(const FileUse& use) {
  using probe::Kind;
  const bool sees = use.kind == Kind::open || use.kind == Kind::look || use.kind == Kind::read ||
                    use.kind == Kind::seek;
  return sees && !use.is_entry;
}

/// Python looks whether the folder of the script has changed, and for each module there; those
/// that are there are opened and read, which is an act.
bool is_for_modules(const FileUse& use, const std::string& modules, const std::string& beside) {
  if (modules.empty() || !only_sees(use)) return false;
  return use.path.starts_with(modules) || (use.kind == probe::Kind::look && use.path == beside);
}

/// A shell looks along its PATH, and first at the folder it is in: one of them may be that.
bool is_search(pid_t process, const FileUse& use, const std::set<std::string>& folders) {
  if (use.kind != probe::Kind::look || folders.empty()) return false;
  const std::filesystem::path path = use.path;
  if (folders.count(path.parent_path()) != 0) return true;
  return (path / "").parent_path() == os::link_of(process, "cwd");
}

}  // namespace

std::size_t script_among(const std::vector<std::string>& words, bool python) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") return i + 1 < words.size() ? i + 1 : 0;
    if (!word.starts_with('-') && !word.starts_with('+')) return i;
    if (takes_a_word(word, python))
      ++i;
    else if (word.starts_with('-') && has_no_script(word, python))
      return 0;
  }
  return 0;
}

void InterpreterFiles::executed(pid_t process) {
  programs_.erase(process);
  const Interpreter interpreter = interpreter_of(process);
  if (interpreter.kind == Interpreter::Kind::none) return;
  const bool is_python = interpreter.name.starts_with("python");
  const std::filesystem::path base = os::link_of(process, "cwd");
  Program program;
  const auto words = words_of(process);
  if (const std::size_t at = script_among(words, is_python); at != 0)
    program.script = (base / words[at]).lexically_normal();
  if (is_python) {
    // "/opt/python/bin/python3.11" has "/opt/python/lib".
    const std::filesystem::path itself = os::link_of(process, "exe");
    program.modules = itself.parent_path().parent_path() / "lib" / "";
    program.beside = std::filesystem::path(program.script).parent_path();
  } else {
    program.search = search_path_of(process);
  }
  programs_[process] = std::move(program);
}

void InterpreterFiles::forked(pid_t process, pid_t child) {
  programs_.erase(child);
  const auto parent = programs_.find(process);
  if (parent != programs_.end()) {
    Program program = parent->second;
    program.script.clear();
    programs_[child] = std::move(program);
  }
}

bool InterpreterFiles::is_one(const Caller& caller, const os::SystemCall& call, FileUse use,
                              const std::string& place, SharedFiles& files) {
  const auto found = programs_.find(caller.process);
  if (found == programs_.end()) return false;
  const Program& program = found->second;
  const bool is_own = (only_sees(use) && use.path == program.script) ||
                      is_search(caller.process, use, program.search) ||
                      is_for_modules(use, program.modules, program.beside);
  if (!is_own) return false;
  if (use.changes) {
    // It moves an offset that others have, too. A descriptor that a program would get may be
    // there for just that, as in `exec 3< "$0"`.
    const int descriptor = static_cast<int>(call.arguments[0]);
    if (use.moves < 0 || !os::closes_on_exec(caller.process, descriptor)) return false;
    use.changes = false;
  }
  files.note(place, use);
  used_.insert(use.path);
  has_unchosen_ |= files.is_shared(use);
  return true;
}

void InterpreterFiles::note(const FileUse& use) {
  const auto is_used = [this](const std::string& path) { return used_.count(path) != 0; };
  has_unchosen_ |= use.changes && (is_used(use.path) || is_used(use.other));
}

}  // namespace tracer
