#include "app/programs/tried_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/programs/python.hpp"
#include "core/os/process/execute.hpp"
#include "core/tracer/launch.hpp"
#include "core/tracer/output/output_observer.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

/// What a compiler writes, to be shown where the reader looks.
class Messages : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event& event) override {
    if (event.act.kind == probe::Kind::output) text_ += event.act.text;
  }
  void end(const record::End&) override {}

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The first of these that is installed.
std::string first_installed(const std::vector<std::string>& names, std::string_view language) {
  for (const auto& name : names) {
    if (os::found_in_path(name)) return name;
  }
  throw EnvironmentError(
      fmt::format("a {} file needs a compiler, and none of {} is installed: on Debian, "
                  "\"apt install build-essential\" brings one.",
                  language, fmt::join(names, ", ")));
}

/// The words after "#!" in a script; none: it has no such line.
std::vector<std::string> interpreter_named_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  if (!std::getline(file, line) || !line.starts_with("#!")) return {};
  std::istringstream rest(line.substr(2));
  std::vector<std::string> words;
  for (std::string word; rest >> word;) words.push_back(word);
  return words;
}

/// The interpreter that `python3` runs; by that name, if a shell would find the same file.
std::string python_for(tracer::SignalRelay& relay) {
  const std::string found = find_python(relay);
  std::error_code unknown;
  const auto in_path = os::found_in_path("python3");
  return in_path && fs::equivalent(*in_path, found, unknown) ? "python3" : found;
}

}  // namespace

TriedFile::Kind TriedFile::kind_of(const std::string& path) {
  const std::string ending = fs::path(path).extension();
  if (ending == ".c") return Kind::c;
  if (ending == ".cc" || ending == ".cpp" || ending == ".cxx") return Kind::cpp;
  if (ending == ".py") return Kind::python;
  if (ending == ".sh") return Kind::shell;
  return Kind::program;
}

TriedFile::TriedFile(std::vector<std::string> words)
    : words_(std::move(words)), kind_(kind_of(path())) {
  std::error_code unknown;
  if (!fs::exists(path(), unknown))
    throw UsageError(fmt::format("there is no file {}: check its name and its folder.", path()));
  if (fs::is_directory(path(), unknown))
    throw UsageError(fmt::format("{} is a folder: name a program in it.", path()));
  const bool needs_help = kind_ == Kind::program && !os::may_execute(path());
  if (needs_help) {
    throw UsageError(
        fmt::format("{} is no program that can be tried: that needs a name with .c, .cc, .cpp, "
                    ".py or .sh, or an executable file (chmod +x).",
                    path()));
  }
  if (!os::may_read(path()))
    throw EnvironmentError(fmt::format("cannot read {}; check its permissions.", path()));
}

TriedFile::Build TriedFile::build(tracer::SignalRelay& relay, bool paints) {
  if (kind_ == Kind::c || kind_ == Kind::cpp) return compile(relay, paints);
  program_.clear();
  if (kind_ == Kind::python) program_ = {python_for(relay)};
  if (kind_ == Kind::shell) program_ = interpreter_named_in(path());
  if (kind_ == Kind::shell && program_.empty())
    program_ = {os::found_in_path("bash") ? "bash" : "sh"};
  program_.insert(program_.end(), words_.begin(), words_.end());
  // Without a folder in its name it would be looked for in PATH.
  if (kind_ == Kind::program && path().find('/') == std::string::npos)
    program_.front() = "./" + path();
  return {};
}

TriedFile::Build TriedFile::compile(tracer::SignalRelay& relay, bool paints) {
  const bool is_c = kind_ == Kind::c;
  const auto compiler = is_c ? first_installed({"cc", "gcc", "clang"}, "C")
                             : first_installed({"c++", "g++", "clang++"}, "C++");
  const fs::path source = path();
  os::MemoryFile made(source.stem().c_str(), os::MemoryFile::Holds::program);
  // Not /proc/self: the compiler's linker writes it.
  const auto place = fmt::format("/proc/{}/fd/{}", ::getpid(), made.fd().get());
  std::vector<std::string> command = {compiler, "-g", "-O0", "-Wall", "-pthread"};
  if (paints) command.emplace_back("-fdiagnostics-color=always");
  command.insert(command.end(), {"-o", place, path()});
  Build build;
  build.messages = run_compiler(command, relay, build.is_done);
  if (!build.is_done) return build;
  built_.emplace(std::move(made));
  program_ = words_;
  program_.front() = "./" + source.stem().string();
  return build;
}

std::string TriedFile::run_compiler(const std::vector<std::string>& command,
                                    tracer::SignalRelay& relay, bool& is_done) const {
  const tracer::Request request{command, {}, relay};
  Messages messages;
  try {
    const tracer::Result result = tracer::OutputObserver(request).observe(messages);
    if (result.signal != 0) throw Interrupted{result.signal};
    is_done = result.status.ok();
  } catch (const tracer::CannotExecute& error) {
    throw EnvironmentError(error.what());
  }
  return messages.text();
}

std::string TriedFile::executable() const {
  // As the program's own process sees it just before: also where it gets other PIDs.
  return built_ ? fmt::format("/proc/self/fd/{}", built_->fd().get()) : "";
}

}  // namespace app
