#include "core/tracer/lens/lens.hpp"

#include <fmt/format.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <system_error>

#include "core/os/process/proc_file.hpp"
#include "core/os/ptrace/start_environment.hpp"
#include "core/tracer/command_of.hpp"
#include "core/tracer/interpreter.hpp"
#include "core/tracer/lens/linkage.hpp"
#include "core/tracer/lens/stored_zip.hpp"
#include "core/tracer/lens/texts.hpp"

namespace tracer {
namespace {

constexpr std::string_view kReports = "/mpdemo-lens/";
/// Before an address: an object of C, where the process has it.
constexpr char kAt = '@';
/// Who uses one of these may use what is shared between processes.
/// In a program that c_words.c was linked into.
constexpr std::string_view kLinkedWords = "mpdemo_has_linked_words";

const std::vector<std::string_view> kMakers = {"sem_init",
                                               "sem_open",
                                               "pthread_mutexattr_setpshared",
                                               "pthread_condattr_setpshared",
                                               "pthread_barrierattr_setpshared",
                                               "pthread_rwlockattr_setpshared",
                                               "pthread_spin_init"};
/// Libraries that refuse to be loaded after another one, or have words of their own.
constexpr std::array<std::string_view, 4> kSanitizers = {"libasan.", "libtsan.", "libhwasan.",
                                                         "liblsan."};
/// With one of these the loader tells on standard output or error what it loads.
constexpr std::array<std::string_view, 2> kLoaderTells = {"LD_TRACE_LOADED_OBJECTS", "LD_DEBUG"};
constexpr std::size_t kLongestReport = 4096;
/// The kernel's limit for thread IDs; see proc(5), /proc/sys/kernel/pid_max.
constexpr std::size_t kMostThreads = 1 << 22;
/// A thread that has used memory and locks so often in a row is in a loop that nobody wants
/// to step through.
constexpr int kLoop = 100;
/// What follows the value of the last act that is told.
constexpr std::string_view kGoesOn = " ...";

std::string_view text_of(const char* bytes, std::size_t size) {
  return {bytes, size};
}

/// How large the object is that a function of the C library is given first; 0: it is unknown.
std::size_t size_for(std::string_view function) {
  constexpr std::pair<std::string_view, std::size_t> kSizes[] = {
      {"sem_", sizeof(sem_t)},
      {"pthread_mutex_", sizeof(pthread_mutex_t)},
      {"pthread_cond_", sizeof(pthread_cond_t)},
      {"pthread_barrier_", sizeof(pthread_barrier_t)},
      {"pthread_rwlock_", sizeof(pthread_rwlock_t)},
      {"pthread_spin_", sizeof(pthread_spinlock_t)}};
  const auto* const found =
      std::find_if(std::begin(kSizes), std::end(kSizes),
                   [&](const auto& one) { return function.starts_with(one.first); });
  return found == std::end(kSizes) ? 0 : found->second;
}

constexpr const char* kBash = "lens.bash";
constexpr const char* kPython = "lens.zip";
constexpr const char* kLines = "lens.lines";
constexpr const char* kObject = "lens.so";

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

/// The fields of a report, which a separator parts; those that are missing are empty.
std::array<std::string_view, 5> fields_of(std::string_view text) {
  constexpr char kSeparator = '\x1f';
  std::array<std::string_view, 5> fields;
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

std::string program_of(pid_t process) {
  return fmt::format("/proc/{}/exe", process);
}

bool has_sanitizer(const Linkage& linkage) {
  return std::any_of(linkage.needed.begin(), linkage.needed.end(), [](const std::string& library) {
    return std::any_of(kSanitizers.begin(), kSanitizers.end(),
                       [&](std::string_view one) { return library.starts_with(one); });
  });
}

bool is_glibc(const std::string& loader) {
  return std::filesystem::path(loader).filename().string().starts_with("ld-linux");
}

/// "ready" of sem_open("/ready-4711"): what is the same in every run, as far as we can tell.
std::string lasting_name(std::string_view name) {
  constexpr std::size_t kShortestId = 3;
  if (name.starts_with('/')) name.remove_prefix(1);
  const std::size_t end = name.find_last_not_of("0123456789") + 1;
  if (name.size() - end < kShortestId) return std::string(name);
  const std::size_t last = name.substr(0, end).find_last_not_of("-_.");
  return std::string(name.substr(0, last == name.npos ? 0 : last + 1));
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

/// "begins/12/lock...": what is reported, a number, and more.
struct Lens::Report {
  static std::optional<Report> of(std::string_view path) {
    if (!path.starts_with(kReports)) return std::nullopt;
    path.remove_prefix(kReports.size());
    Report report;
    const std::size_t slash = std::min(path.find('/'), path.size());
    report.what = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    const auto [end, error] =
        std::from_chars(path.data(), path.data() + path.size(), report.number);
    const auto digits = static_cast<std::size_t>(end - path.data());
    if (error == std::errc() && digits < path.size() && path[digits] == '/')
      report.text = path.substr(digits + 1);
    else
      report.what = {};
    return report;
  }

  std::string_view what;
  std::uint64_t number = 0;
  std::string_view text;
};

Lens::Lens(bool words, DebugLines& lines, const Sandbox* sandbox)
    : folder_(sandbox ? sandbox->folder() : std::nullopt),
      pid_namespace_(sandbox ? sandbox->pid_namespace() : 0),
      has_words_(words),
      our_filters_(os::filters_of(::getpid()) + 1),
      debug_lines_(lines),
      bash_(file(kBash)),
      python_(file(kPython)),
      c_(file(kObject)),
      slots_(file(kLines)) {
  // All of it is a hole but for the threads that report lines.
  slots_.resize(kMostThreads * sizeof(std::uint64_t));
}

/// The same for all runs.
const std::string& python_modules() {
  static const std::string zip = stored_zip(
      {{"sitecustomize.py", text_of(embedded::sitecustomize_py, sizeof embedded::sitecustomize_py)},
       {"multiprocessing_words.py",
        text_of(embedded::multiprocessing_words_py, sizeof embedded::multiprocessing_words_py)}});
  return zip;
}

/// Most runs need none of them.
void Lens::fill_files() {
  if (std::exchange(has_files_, true)) return;
  bash_.append(text_of(embedded::lens_bash, sizeof embedded::lens_bash));
  python_.append(python_modules());
  c_.append(text_of(embedded::c_words_so, sizeof embedded::c_words_so));
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
  // A program may forbid itself the calls of a lens.
  filter.add_if_equal(SYS_seccomp, 0, SECCOMP_SET_MODE_FILTER);
}

// ---- programs and their lenses

void Lens::executed(pid_t process) {
  programs_.erase(process);
  acts_.erase(process);
  const Interpreter program = interpreter_of(process);
  if (program.kind == Interpreter::Kind::reports_lines)
    give_lines(process, program.name != "bash");
  else if (has_words_)
    give_words(process);
}

void Lens::give_lines(pid_t process, bool is_python) {
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
    variables.push_back(fmt::format("MPDEMO_LENS={}:{}:{}", zip, path_of(slots_, kLines),
                                    has_words_ ? "words" : ""));
  });
  if (has_lens && !is_posix)
    programs_[process].kind = is_python ? Program::Kind::python : Program::Kind::shell;
}

void Lens::give_words(pid_t process) {
  const auto linkage = linkage_of(program_of(process));
  if (!linkage) return;
  const bool is_static = linkage->loader.empty();
  const bool has_linked_words =
      is_static && names_one_of(program_of(process), {kLinkedWords}).value_or(false);
  using Reason = UnseenWords::Why;
  std::optional<Reason> why;
  if (!linkage->is_native)
    why = Reason::other_machine;
  else if (is_static && !has_linked_words)
    why = Reason::is_static;
  else if (!is_static && !is_glibc(linkage->loader))
    why = Reason::other_library;
  else if (os::is_privileged(process))
    why = Reason::privileged;
  else if (has_sanitizer(*linkage))
    why = Reason::sanitized;
  else if (!can_open_ours(process))
    why = Reason::unreachable;
  else if (has_filters_of_its_own(process))
    why = Reason::forbids_calls;
  if (why) return cannot_see(process, *why);
  fill_files();
  bool loader_tells = false;
  const bool has_lens = os::change_start_environment(process, [&](Environment& variables) {
    loader_tells = std::any_of(kLoaderTells.begin(), kLoaderTells.end(), [&](std::string_view one) {
      return find(variables, one) != variables.end();
    });
    if (has_linked_words) return variables.push_back("MPDEMO_WORDS=1");
    if (loader_tells) return;
    const auto others = find(variables, "LD_PRELOAD");
    if (others == variables.end())
      variables.push_back("LD_PRELOAD=" + path_of(c_, kObject));
    else
      *others += ":" + path_of(c_, kObject);  // the last one, since some insist on being the first
  });
  if (has_lens && (has_linked_words || !loader_tells)) programs_[process].kind = Program::Kind::c;
}

/// If the program may use such words at all.
void Lens::cannot_see(pid_t process, UnseenWords::Why why) {
  if (!names_one_of(program_of(process), kMakers).value_or(why == UnseenWords::Why::is_static))
    return;
  std::error_code error;
  const auto file = std::filesystem::read_symlink(program_of(process), error);
  UnseenWords unseen{file.filename().string(), why};
  if (std::find(unseen_.begin(), unseen_.end(), unseen) == unseen_.end())
    unseen_.push_back(std::move(unseen));
}

bool Lens::has_filters_of_its_own(pid_t process) const {
  return os::filters_of(process) > our_filters_;
}

/// It must make none for the lens any more.
void Lens::forbids_calls(pid_t process) {
  const auto found = programs_.find(process);
  if (found == programs_.end() || found->second.kind != Program::Kind::c) return;
  const int is_silent = 1;
  if (found->second.silencer != 0)
    os::Tracee(process).write(found->second.silencer, &is_silent, sizeof is_silent);
  cannot_see(process, UnseenWords::Why::forbids_calls);
}

void Lens::forked(pid_t parent, pid_t child) {
  const auto found = programs_.find(parent);
  holders_.forget(child);
  if (found != programs_.end()) programs_[child] = Program(found->second);
}

bool Lens::has(pid_t process) const {
  const auto found = programs_.find(process);
  return found != programs_.end() && found->second.kind != Program::Kind::c;
}

// ---- reports

Lens::Told Lens::take(const Caller& caller, const os::SystemCall& call) {
  Told told;
  if (programs_.count(caller.process) == 0) return told;
  if (call.number == SYS_seccomp || call.number == SYS_prctl) {
    if (call.arguments[0] != PR_GET_SECCOMP) forbids_calls(caller.process);
    return told;
  }
  std::size_t at = 1;
#ifdef SYS_access
  if (call.number == SYS_access) at = 0;
#endif
  if (at == 1 && call.number != SYS_faccessat && call.number != SYS_faccessat2) return told;
  const std::string path = os::Tracee(caller.thread).read_text(call.arguments[at], kLongestReport);
  const auto report = Report::of(path);
  if (!report) return told;
  told.what = Told::What::report;
  if (report->what == "file" || report->what == "line") {
    take_lines(caller, *report);
  } else if (report->what == "ready") {
    programs_[caller.process].silencer = report->number;
  } else if (report->what == "tries" || report->what == "waits") {
    told.what = report->what == "tries" ? Told::What::tries : Told::What::waits;
  } else if (report->what == "asks") {
    if (is_shared(caller.process, report->number)) told.what = Told::What::yes;
  } else if (report->what == "clock" || report->what == "random" || report->what == "polls" ||
             report->what == "timers") {
    told.what = Told::What::outside;
    told.name = report->what;
  } else if (report->what == "child") {
    names_for_children_[caller.thread] = report->text;
  } else if (report->what == "named") {
    told.what = Told::What::named;
    told.name = report->text;
  } else if (report->what == "made") {
    take_object(caller, *report, told);
  } else {
    take_act(caller, *report, told);
  }
  return told;
}

std::string Lens::name_for_child(pid_t thread) {
  const auto name = names_for_children_.extract(thread);
  return name.empty() ? std::string() : name.mapped();
}

void Lens::take_lines(const Caller& caller, const Report& report) {
  Program& program = programs_[caller.process];
  if (report.what == "file") {
    program.files[static_cast<std::uint32_t>(report.number)] = report.text;
    return;
  }
  program.place.reset();
  if (!report.text.empty())
    program.place = Place{absolute(caller.process, report.text), static_cast<int>(report.number)};
}

bool Lens::is_shared(pid_t process, std::uint64_t address) {
  std::string key = os::shared_memory_at(process, address);
  const bool is = !key.empty();
  programs_[process].objects[address] = std::move(key);
  return is;
}

/// The key of what C has at an address of the process: "@140737"; empty: not shared.
std::string Lens::key_at(pid_t process, std::string_view address) const {
  std::uint64_t number = 0;
  std::from_chars(address.data() + 1, address.data() + address.size(), number);
  const auto program = programs_.find(process);
  const auto found = program->second.objects.find(number);
  return found == program->second.objects.end() ? std::string() : found->second;
}

probe::ObjectRef& Lens::make(const std::string& key, std::string_view type) {
  probe::ObjectRef object = probe::ObjectRef::parse(std::string(type) + "-1");
  object.number = ++made_[object.type];
  return objects_[key] = object;
}

/// No two objects have one name.
void Lens::call(probe::ObjectRef& object, const VariableName& name) const {
  if (name.name.empty()) return;
  const auto has_name = [&](const std::string& text) {
    return std::any_of(objects_.begin(), objects_.end(),
                       [&](const auto& one) { return one.second.name == text; });
  };
  std::string text = name.is_one_of_many ? name.name + "-1" : name.name;
  for (int number = 2; has_name(text); ++number) text = fmt::format("{}-{}", name.name, number);
  object.name = text;
}

/// Where the object is, if it is one of C.
void Lens::Told::extends(std::string_view key, std::string_view function) {
  if (!key.starts_with(kAt)) return;
  std::from_chars(key.data() + 1, key.data() + key.size(), address);
  size = size_for(function);
}

void Lens::take_object(const Caller& caller, const Report& report, Told& told) {
  const auto [first, key, third, type, function] = fields_of(report.text);
  if (first == name_of(probe::ObjectType::pipe))
    return make_end(caller, std::string(key), third, type);
  told.extends(key, function);
  if (!key.starts_with(kAt)) {
    make(std::string(key), first).name = third;
    return;
  }
  const std::string place = key_at(caller.process, key);
  if (place.empty()) return;
  const auto before = objects_.find(place);
  const bool is_known =
      before != objects_.end() && probe::name_of(before->second.type) == std::string_view(type);
  if (is_known) return;
  probe::ObjectRef& object = make(place, type);
  VariableName name{lasting_name(first)};
  if (name.name.empty()) {
    if (const auto line = debug_lines_.of(caller)) name = variable_in_call(*line, function);
  }
  call(object, name);
  if (object.type == probe::ObjectType::barrier)
    std::from_chars(third.data(), third.data() + third.size(), meetings_[object].parties);
  const bool is_lock =
      object.type == probe::ObjectType::lock || object.type == probe::ObjectType::rlock;
  if (is_lock && third != "robust") holders_.outlasts_holder(object);
}

/// A pipe has two ends, which have one number and names of their own.
void Lens::make_end(const Caller& caller, const std::string& key, std::string_view name,
                    std::string_view descriptor) {
  int number = -1;
  std::from_chars(descriptor.data(), descriptor.data() + descriptor.size(), number);
  const auto pipe = pipe_of_ ? pipe_of_(caller.process, number) : std::nullopt;
  if (!pipe) return;
  objects_.erase(key);
  call(objects_[key] = *pipe, {std::string(name)});
}

/// The object that a report is about; one of C may have been made by nobody that we know.
const probe::ObjectRef* Lens::object_of(const Caller& caller, std::string_view key,
                                        std::string_view type, std::string_view function) {
  const bool is_c = key.starts_with(kAt);
  const std::string place = is_c ? key_at(caller.process, key) : std::string(key);
  const auto found = objects_.find(place);
  if (found != objects_.end()) return &found->second;
  if (!is_c || place.empty()) return nullptr;
  probe::ObjectRef& object = make(place, type);
  if (const auto line = debug_lines_.of(caller)) call(object, variable_in_call(*line, function));
  return &object;
}

void Lens::take_act(const Caller& caller, const Report& report, Told& told) {
  const auto [kind, key, value, type, function] = fields_of(report.text);
  told.extends(key, function);
  std::vector<Begun>& begun = acts_[caller.thread];
  // What began further down the stack has been left by a jump.
  while (!begun.empty() && begun.back().frame < report.number) begun.pop_back();
  const bool is_end = !begun.empty() && begun.back().frame == report.number;
  const std::optional<Begun> ended = is_end ? std::optional(begun.back()) : std::nullopt;
  if (is_end) begun.pop_back();
  if (report.what == "fails") {
    told.what = Told::What::fails;
    return;
  }
  const probe::ObjectRef* const object = object_of(caller, key, type, function);
  const bool finishes = kind == "task-ends";
  const auto known = probe::kind_named(finishes ? "task" : kind);
  if (!object || !known) return;
  told.act.kind = *known;
  told.act.object = *object;
  told.act.value = value;
  if (value.starts_with(kAt)) {
    const auto other = objects_.find(key_at(caller.process, value));
    told.act.value = other == objects_.end() ? "a condition" : other->second.shown();
  }
  if (finishes) told.act.status = 0;
  if (report.what == "ends") {
    told.what = Told::What::ends;
    if (*known == probe::Kind::unlock) arrive(told.act);
    const auto row = in_a_row_.find(caller.thread);
    if (row != in_a_row_.end() && row->second >= kLoop) {
      told.lets_loop = in_loop_.insert(caller.thread).second;
      told.act.value += kGoesOn;
    }
    holders_.on_act(caller.process, told.act);
    return;
  }
  in_loop_.erase(caller.thread);
  const bool may_be_loop = probe::is_memory(object->type) ||
                           object->type == probe::ObjectType::lock ||
                           object->type == probe::ObjectType::rlock;
  may_be_loop && !key.starts_with(kAt) ? void(++in_a_row_[caller.thread])
                                       : leaves_loop(caller.thread);
  begun.push_back({report.number, told.act});
  if (report.what == "begins") told.what = Told::What::begins;
}

/// At a barrier of which it is known how many it waits for: as which of them.
void Lens::arrive(probe::Act& act) {
  const auto found = meetings_.find(act.object);
  if (found == meetings_.end() || found->second.parties == 0) return;
  Meeting& meeting = found->second;
  act.value = fmt::format("{}/{}", meeting.arrived + 1, meeting.parties);
  meeting.arrived = (meeting.arrived + 1) % meeting.parties;
}

bool Lens::is_beneath(const Caller& caller) const {
  if (!has_words_ || !has(caller.process)) return false;
  if (act_of(caller.thread)) return true;
  const bool is_python = programs_.at(caller.process).kind == Program::Kind::python;
  return is_python && caller.thread != caller.process && slot_of(caller.thread) == 0;
}

const probe::Act* Lens::act_of(pid_t thread) const {
  const auto found = acts_.find(thread);
  return found == acts_.end() || found->second.empty() ? nullptr : &found->second.back().act;
}

const probe::Act* Lens::act_in(const Caller& caller, const os::SystemCall& call) const {
  const auto program = programs_.find(caller.process);
  const bool is_c = program != programs_.end() && program->second.kind == Program::Kind::c;
  return is_c && call.number != SYS_futex ? nullptr : act_of(caller.thread);
}

/// A thread's own name for itself: see gettid(2).
pid_t Lens::inner_id(pid_t thread) const {
  if (pid_namespace_ == 0) return thread;
  const auto known = inner_ids_.find(thread);
  if (known != inner_ids_.end()) return known->second;
  const std::vector<pid_t> ids = os::pids_of(thread);
  return ids.empty() ? 0 : inner_ids_[thread] = ids.back();
}

void Lens::leaves_loop(pid_t thread) {
  in_a_row_.erase(thread);
  in_loop_.erase(thread);
}

std::uint64_t Lens::slot_of(pid_t thread) const {
  return slots_.number_at(static_cast<std::size_t>(inner_id(thread)) * sizeof(std::uint64_t));
}

std::optional<Place> Lens::place_of(const Caller& thread) const {
  const auto found = programs_.find(thread.process);
  if (found == programs_.end()) return std::nullopt;
  const Program& program = found->second;
  if (program.kind != Program::Kind::python) return program.place;
  const std::uint64_t slot = slot_of(thread.thread);
  const auto file = program.files.find(static_cast<std::uint32_t>(slot >> 32));
  if (file == program.files.end()) return std::nullopt;
  return Place{file->second, static_cast<int>(slot & 0xffffffff)};
}

}  // namespace tracer
