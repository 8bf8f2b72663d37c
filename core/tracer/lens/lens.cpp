#include "core/tracer/lens/lens.hpp"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/os/ptrace/start_environment.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/tracer/interpreter.hpp"
#include "core/tracer/lens/stored_zip.hpp"
#include "core/tracer/lens/texts.hpp"

namespace tracer {
namespace {

constexpr std::string_view kReports = "/mpdemo-lens/";
constexpr std::size_t kLongestReport = 4096;
/// The kernel's limit for thread IDs; see proc(5), /proc/sys/kernel/pid_max.
constexpr std::size_t kMostThreads = 1 << 22;

std::string_view text_of(const char* bytes, std::size_t size) {
  return {bytes, size};
}

/// How another process opens one of our memory files.
std::string path_of(const os::MemoryFile& file) {
  return fmt::format("/proc/{}/fd/{}", ::getpid(), file.fd().get());
}

using Environment = std::vector<std::string>;

Environment::iterator find(Environment& variables, std::string_view name) {
  auto one = variables.begin();
  while (one != variables.end() && !(one->starts_with(name) && one->substr(name.size(), 1) == "="))
    ++one;
  return one;
}

/// Sets a variable; what it was before is kept under another name, for the lens.
void set(Environment& variables, const std::string& name, const std::string& value) {
  const auto before = find(variables, name);
  if (before == variables.end()) {
    variables.push_back(name + "=" + value);
    return;
  }
  const std::string old = before->substr(name.size() + 1);
  *before = name + "=" + value;
  variables.push_back("MPDEMO_LENS_" + name + "=" + old);
}

/// "12/rest" into its two parts.
struct Numbered {
  std::uint32_t number = 0;
  std::string_view rest;
};
std::optional<Numbered> numbered(std::string_view text) {
  Numbered parts;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parts.number);
  if (error != std::errc() || end == text.data() + text.size() || *end != '/') return std::nullopt;
  parts.rest = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  return parts;
}

/// The path as this process sees it, below the working folder of the other.
std::string absolute(pid_t process, std::string_view path) {
  std::filesystem::path file(path);
  std::error_code error;
  if (file.is_relative())
    file = std::filesystem::read_symlink(fmt::format("/proc/{}/cwd", process), error) / file;
  return file.lexically_normal().string();
}

}  // namespace

Lens::Lens()
    : bash_("lens.bash"),
      python_("lens.zip"),
      slots_("lens.lines"),
      lines_([this]() -> const os::Fd& {
        slots_.resize(kMostThreads * sizeof(std::uint64_t));
        return slots_.fd();
      }()) {
  bash_.append(text_of(embedded::lens_bash, sizeof embedded::lens_bash));
  python_.append(stored_zip(
      "sitecustomize.py", text_of(embedded::sitecustomize_py, sizeof embedded::sitecustomize_py)));
}

Lens::~Lens() = default;

void Lens::add_to(os::SystemCallFilter& filter) {
#ifdef SYS_access
  filter.add(SYS_access);
#endif
  filter.add(SYS_faccessat);
  filter.add(SYS_faccessat2);
}

void Lens::executed(pid_t process) {
  programs_.erase(process);
  const Interpreter program = interpreter_of(process);
  if (program.kind != Interpreter::Kind::reports_lines) return;
  const bool is_python = program.name != "bash";
  const bool has_lens = os::change_start_environment(process, [&](Environment& variables) {
    if (!is_python) return set(variables, "BASH_ENV", path_of(bash_));
    const std::string zip = path_of(python_);
    const auto path = find(variables, "PYTHONPATH");
    const std::string others =
        path == variables.end() ? "" : ":" + path->substr(std::strlen("PYTHONPATH="));
    set(variables, "PYTHONPATH", zip + others);
    set(variables, "PYTHONHASHSEED", "0");
    variables.push_back(fmt::format("MPDEMO_LENS={}:{}", zip, path_of(slots_)));
  });
  if (has_lens) programs_[process];
}

void Lens::forked(pid_t parent, pid_t child) {
  const auto found = programs_.find(parent);
  if (found != programs_.end()) programs_[child] = Program(found->second);
}

bool Lens::takes(const Caller& caller, const os::SystemCall& call) {
  const auto found = programs_.find(caller.process);
  if (found == programs_.end()) return false;
  std::size_t at = 1;
#ifdef SYS_access
  if (call.number == SYS_access) at = 0;
#endif
  if (at == 1 && call.number != SYS_faccessat && call.number != SYS_faccessat2) return false;
  const std::string path = os::Tracee(caller.thread).read_text(call.arguments[at], kLongestReport);
  if (!path.starts_with(kReports)) return false;
  const std::string_view report = std::string_view(path).substr(kReports.size());
  const auto slash = report.find('/');
  const auto parts = slash == report.npos ? std::nullopt : numbered(report.substr(slash + 1));
  if (!parts) return true;
  const std::string_view what = report.substr(0, slash);
  Program& program = found->second;
  if (what == "file") program.files[parts->number] = parts->rest;
  if (what == "line" && parts->rest.empty()) program.place.reset();
  if (what == "line" && !parts->rest.empty())
    program.place = Place{absolute(caller.process, parts->rest), static_cast<int>(parts->number)};
  return true;
}

std::optional<Place> Lens::place_of(const Caller& thread) const {
  const auto found = programs_.find(thread.process);
  if (found == programs_.end()) return std::nullopt;
  const Program& program = found->second;
  if (program.files.empty()) return program.place;
  std::uint64_t slot = 0;
  const auto offset = static_cast<std::size_t>(thread.thread) * sizeof slot;
  std::memcpy(&slot, lines_.bytes().data() + offset, sizeof slot);
  const auto file = program.files.find(static_cast<std::uint32_t>(slot >> 32));
  if (file == program.files.end()) return std::nullopt;
  return Place{file->second, static_cast<int>(slot & 0xffffffff)};
}

}  // namespace tracer
