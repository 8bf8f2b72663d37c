#include "core/tracer/files/own_scripts.hpp"

#include <fcntl.h>

#include <algorithm>
#include <filesystem>
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

void OwnScripts::executed(pid_t process) {
  script_of_.erase(process);
  const Interpreter program = interpreter_of(process);
  if (program.kind == Interpreter::Kind::none) return;
  const auto words = words_of(process);
  const std::size_t at = script_among(words, program.name.starts_with("python"));
  if (at == 0) return;
  const std::filesystem::path base = os::link_of(process, "cwd");
  script_of_[process] = (base / words[at]).lexically_normal();
}

bool OwnScripts::reads_on(const Caller& caller, const os::SystemCall& call, FileUse use,
                          const std::string& place, SharedFiles& files) {
  const auto script = script_of_.find(caller.process);
  if (script == script_of_.end() || script->second != use.path) return false;
  using probe::Kind;
  const bool only_sees = use.kind == Kind::open || use.kind == Kind::look ||
                         use.kind == Kind::read || use.kind == Kind::seek;
  if (!only_sees || use.is_entry) return false;
  if (use.changes) {
    // It moves an offset that others have, too. A descriptor that a program would get may be
    // there for just that, as in `exec 3< "$0"`.
    const int descriptor = static_cast<int>(call.arguments[0]);
    if (use.moves < 0 || !os::closes_on_exec(caller.process, descriptor)) return false;
    use.changes = false;
  }
  files.note(place, use);
  read_.insert(use.path);
  has_unchosen_ |= files.is_shared(use);
  return true;
}

void OwnScripts::note(const FileUse& use) {
  const auto is_read = [this](const std::string& path) { return read_.count(path) != 0; };
  has_unchosen_ |= use.changes && (is_read(use.path) || is_read(use.other));
}

}  // namespace tracer
