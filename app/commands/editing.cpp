#include "app/commands/editing.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "app/cli/errors.hpp"
#include "app/language/wording.hpp"
#include "app/output/file_trouble.hpp"
#include "app/programs/tried_file.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/foreground_program.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

/// Editors that take FILE:LINE, and what they want before it.
struct WithColon {
  std::string_view name;
  std::string_view before;
};
constexpr std::array<WithColon, 6> kWithColon = {{{"code", " --wait --goto"},
                                                  {"codium", " --wait --goto"},
                                                  {"subl", " --wait"},
                                                  {"zed", " --wait"},
                                                  {"hx", ""},
                                                  {"helix", ""}}};

/// The name of the program in an editor's command line, which may have arguments.
std::string program_in(const std::string& command) {
  const std::string word = command.substr(0, command.find(' '));
  return word.substr(word.rfind('/') + 1);
}

std::string editor_of(const view::Environment& environment) {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    std::string command = environment(name).value_or("");
    if (!command.empty()) return command;
  }
  for (const char* name : {"editor", "nano", "vim", "vi"}) {
    if (os::found_in_path(name)) return name;
  }
  return "";
}

constexpr int kNoSuchProgram = 127;

/// "basic.py", "basic-2.py", ...
std::string numbered(const fs::path& name, int number) {
  if (number == 1) return name;
  return fmt::format("{}-{}{}", name.stem().string(), number, name.extension().string());
}

}  // namespace

std::vector<std::string> editor_at(const std::string& file, int line,
                                   const view::Environment& environment) {
  const std::string editor = editor_of(environment);
  if (editor.empty()) return {};
  const std::string name = program_in(editor);
  const auto known = std::find_if(kWithColon.begin(), kWithColon.end(),
                                  [&](const WithColon& one) { return one.name == name; });
  // The variable is a command line, as for git and cron.
  std::vector<std::string> words = {"sh", "-c", editor + " \"$@\"", editor};
  if (known == kWithColon.end()) {
    words.insert(words.end(), {fmt::format("+{}", line), file});
    return words;
  }
  words[2] = fmt::format("{}{} \"$@\"", editor, known->before);
  words.push_back(fmt::format("{}:{}", file, line));
  return words;
}

Edited edit_file(const std::string& file, int line, const ViewOptions& view) {
  const Wording& words = wording(view.language);
  const auto command = editor_at(file, line);
  if (command.empty()) return {std::string(words.no_editor)};
  const os::ForegroundEnd end = os::run_in_foreground(command);
  Edited edited;
  edited.signal = end.signal.value_or(0);
  if (end.status.code() >= kNoSuchProgram && !end.status.was_killed())
    edited.sentence = view::filled(words.editor_fails, command.back());
  return edited;
}

Edited edit_program(const EditPlace& place, TriedFile* tried, tracer::SignalRelay& relay,
                    const ViewOptions& view) {
  const Wording& words = wording(view.language);
  const std::string file = place.file.empty() && tried ? tried->path() : place.file;
  if (file.empty()) return {std::string(words.no_place_to_edit)};
  Edited edited = edit_file(file, place.line, view);
  if (edited.signal != 0 || !edited.sentence.empty()) return edited;
  if (!tried) {
    const std::string ending = fs::path(file).extension();
    const bool is_script = ending == ".py" || ending == ".sh";
    if (!is_script) edited.sentence = words.not_built_again;
    return edited;
  }
  try {
    TriedFile::Build build = tried->build(relay);
    edited.messages = std::move(build.messages);
    if (!build.is_done) edited.sentence = words.compiles_not;
  } catch (const Interrupted& interrupted) {
    edited.signal = interrupted.signal;
  } catch (const EnvironmentError& error) {
    edited.sentence = error.what();
  }
  return edited;
}

std::string text_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string copy_here(const std::string& named, std::string_view text) {
  const fs::path name = fs::path(named).filename();
  for (int number = 1;; ++number) {
    std::string copy = numbered(name, number);
    try {
      const os::Fd file = os::open(copy.c_str(), O_WRONLY | O_CREAT | O_EXCL);
      os::write_all(file.get(), text);
      return copy;
    } catch (const std::system_error& error) {
      if (error.code().value() != EEXIST) throw EnvironmentError(cannot_write(copy, error.code()));
    }
  }
}

}  // namespace app
