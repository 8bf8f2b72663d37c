#include "core/tracer/lens/lens.hpp"

#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <string_view>
#include <system_error>

#include "core/os/process/proc_file.hpp"
#include "core/os/ptrace/start_environment.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/tracer/command_of.hpp"
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

constexpr const char* kBash = "lens.bash";
constexpr const char* kPython = "lens.zip";
constexpr const char* kLines = "lens.lines";

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

/// The fields of a report, which a separator parts.
std::array<std::string_view, 3> three_of(std::string_view text) {
  constexpr char kSeparator = '\x1f';
  std::array<std::string_view, 3> fields;
  for (std::string_view& field : fields) {
    const std::size_t end = std::min(text.find(kSeparator), text.size());
    field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return fields;
}

/// The path as this process sees it, below the working folder of the other.
std::string absolute(pid_t process, std::string_view path) {
  std::filesystem::path file(path);
  std::error_code error;
  if (file.is_relative())
    file = std::filesystem::read_symlink(fmt::format("/proc/{}/cwd", process), error) / file;
  return file.lexically_normal().string();
}

/// Whether an option before the script has one of those letters: "-Ix" has an I. `ends`:
/// what follows such a letter is no option any more.
bool has_option(const std::vector<std::string>& words, std::string_view letters,
                std::string_view ends, std::string_view with_value) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word.size() < 2 || word[0] != '-' || word[1] == '-') return false;
    for (const char letter : word.substr(1)) {
      if (letters.find(letter) != letters.npos) return true;
      if (ends.find(letter) != ends.npos) return false;
    }
    if (with_value.find(word.back()) != with_value.npos) ++i;
  }
  return false;
}

/// Whether Python imports sitecustomize along PYTHONPATH, see python(1); only then does
/// the lens remove its traces.
bool reads_path(const std::vector<std::string>& words) {
  return !has_option(words, "EIS", "cm", "XW");
}

/// Whether bash reads BASH_ENV, see bash(1): not as sh, and not for a reader, a login, or
/// somebody with more rights.
bool reads_script(const std::vector<std::string>& words) {
  const std::string name = std::filesystem::path(words.front()).filename().string();
  const auto is_posix = [](const std::string& word) {
    return word == "--posix" || word == "posix" || word == "--login";
  };
  return name == "bash" && std::none_of(words.begin() + 1, words.end(), is_posix) &&
         !has_option(words, "pil", "", "oO");
}

}  // namespace

Lens::Lens(bool words, const Sandbox* sandbox)
    : folder_(sandbox ? sandbox->folder() : std::nullopt),
      pid_namespace_(sandbox ? sandbox->pid_namespace() : 0),
      has_words_(words),
      bash_(file(kBash)),
      python_(file(kPython)),
      slots_(file(kLines)) {
  // All of it is a hole but for the threads that report lines.
  slots_.resize(kMostThreads * sizeof(std::uint64_t));
}

/// Most runs need none of them.
void Lens::fill_files() {
  if (std::exchange(has_files_, true)) return;
  bash_.append(text_of(embedded::lens_bash, sizeof embedded::lens_bash));
  python_.append(stored_zip(
      {{"sitecustomize.py", text_of(embedded::sitecustomize_py, sizeof embedded::sitecustomize_py)},
       {"multiprocessing_words.py",
        text_of(embedded::multiprocessing_words_py, sizeof embedded::multiprocessing_words_py)}}));
}

Lens::~Lens() = default;

os::MemoryFile Lens::file(const char* name) const {
  if (folder_) return os::MemoryFile::at((folder_->outside + "/" + name).c_str());
  return os::MemoryFile(name);
}

/// How another process opens one of our memory files.
std::string Lens::path_of(const os::MemoryFile& file, const char* name) const {
  if (folder_) return folder_->inside + "/" + name;
  return fmt::format("/proc/{}/fd/{}", ::getpid(), file.fd().get());
}

/// Whether it may open our files by the path that we give it: it is the same user's, and
/// sees the same processes as we do, or as the sandbox does.
bool Lens::can_open_ours(pid_t process) const {
  const std::string status = os::proc_file(process, "status");
  const auto at = status.find("\nUid:");
  std::istringstream line(at == status.npos ? "" : status.substr(at + 5));
  long real = -1;
  long effective = -1;
  line >> real >> effective;
  if (effective != static_cast<long>(::geteuid())) return false;
  if (pid_namespace_ != 0) return folder_ && os::pid_namespace_of(process) == pid_namespace_;
  return os::pids_of(process).size() == 1;
}

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
  const std::vector<std::string> words = words_of(process);
  if (words.empty() || !can_open_ours(process)) return;
  if (is_python ? !reads_path(words) : !reads_script(words)) return;
  fill_files();
  bool is_posix = false;
  const bool has_lens = os::change_start_environment(process, [&](Environment& variables) {
    is_posix = !is_python && find(variables, "POSIXLY_CORRECT") != variables.end();
    if (is_posix) return;  // bash behaves as sh then
    if (!is_python) return set(variables, "BASH_ENV", path_of(bash_, kBash));
    const std::string zip = path_of(python_, kPython);
    const auto path = find(variables, "PYTHONPATH");
    const std::string others =
        path == variables.end() ? "" : ":" + path->substr(std::strlen("PYTHONPATH="));
    set(variables, "PYTHONPATH", zip + others);
    set(variables, "PYTHONHASHSEED", "0");
    variables.push_back(
        fmt::format("MPDEMO_LENS={}:{}:{}", zip, path_of(slots_, kLines), has_words_ ? "words" : ""));
  });
  if (has_lens && !is_posix) programs_[process];
}

void Lens::forked(pid_t parent, pid_t child) {
  const auto found = programs_.find(parent);
  holders_.forget(child);
  if (found != programs_.end()) programs_[child] = Program(found->second);
}

Lens::Told Lens::take(const Caller& caller, const os::SystemCall& call) {
  Told told;
  if (!has(caller.process)) return told;
  std::size_t at = 1;
#ifdef SYS_access
  if (call.number == SYS_access) at = 0;
#endif
  if (at == 1 && call.number != SYS_faccessat && call.number != SYS_faccessat2) return told;
  const std::string path = os::Tracee(caller.thread).read_text(call.arguments[at], kLongestReport);
  if (!path.starts_with(kReports)) return told;
  told.what = Told::What::report;
  const std::string_view report = std::string_view(path).substr(kReports.size());
  const std::size_t slash = std::min(report.find('/'), report.size());
  const auto parts = numbered(report.substr(std::min(slash + 1, report.size())));
  if (!parts) return told;
  const std::string_view what = report.substr(0, slash);
  Program& program = programs_[caller.process];
  if (what == "file") {
    program.files[parts->number] = parts->rest;
  } else if (what == "line") {
    program.place.reset();
    if (!parts->rest.empty())
      program.place = Place{absolute(caller.process, parts->rest), static_cast<int>(parts->number)};
  } else if (what == "made") {
    const auto [type, key, name] = three_of(parts->rest);
    probe::ObjectRef object = probe::ObjectRef::parse(std::string(type) + "-1");
    object.number = ++made_[object.type];
    object.name = name;
    objects_[std::string(key)] = object;
  } else {
    take_act(caller, what, parts->rest, told);
  }
  return told;
}

void Lens::take_act(const Caller& caller, std::string_view what, std::string_view text,
                    Told& told) {
  const auto [kind, key, value] = three_of(text);
  if (what == "fails") {
    told.what = Told::What::fails;
    acts_.erase(caller.thread);
    return;
  }
  const auto object = objects_.find(std::string(key));
  const bool finishes = kind == "task-ends";
  const auto known = probe::kind_named(finishes ? "task" : kind);
  if (object == objects_.end() || !known) return;
  told.act.kind = *known;
  told.act.object = object->second;
  told.act.value = value;
  if (finishes) told.act.status = 0;
  const bool begins = what == "begins";
  told.what = begins ? Told::What::begins : Told::What::ends;
  if (begins) {
    acts_[caller.thread] = told.act;
  } else {
    acts_.erase(caller.thread);
    holders_.on_act(caller.process, told.act);
  }
}

bool Lens::is_beneath(const Caller& caller) const {
  if (!has_words_ || !has(caller.process)) return false;
  if (acts_.count(caller.thread) != 0) return true;
  const bool is_python = !programs_.at(caller.process).files.empty();
  return is_python && caller.thread != caller.process && slot_of(caller.thread) == 0;
}

const probe::Act* Lens::act_of(pid_t thread) const {
  const auto found = acts_.find(thread);
  return found == acts_.end() ? nullptr : &found->second;
}

/// A thread's own name for itself: see gettid(2).
pid_t Lens::inner_id(pid_t thread) const {
  if (pid_namespace_ == 0) return thread;
  const auto known = inner_ids_.find(thread);
  if (known != inner_ids_.end()) return known->second;
  const std::vector<pid_t> ids = os::pids_of(thread);
  return ids.empty() ? 0 : inner_ids_[thread] = ids.back();
}

std::uint64_t Lens::slot_of(pid_t thread) const {
  return slots_.number_at(static_cast<std::size_t>(inner_id(thread)) * sizeof(std::uint64_t));
}

std::optional<Place> Lens::place_of(const Caller& thread) const {
  const auto found = programs_.find(thread.process);
  if (found == programs_.end()) return std::nullopt;
  const Program& program = found->second;
  if (program.files.empty()) return program.place;
  const std::uint64_t slot = slot_of(thread.thread);
  const auto file = program.files.find(static_cast<std::uint32_t>(slot >> 32));
  if (file == program.files.end()) return std::nullopt;
  return Place{file->second, static_cast<int>(slot & 0xffffffff)};
}

}  // namespace tracer
