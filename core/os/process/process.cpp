#include "core/os/process/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "core/os/descriptors/fd.hpp"
#include "core/os/error.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/run_counts.hpp"
#include "core/os/process/stat_fields.hpp"

namespace os {

pid_t fork() {
  const pid_t child = ::fork();
  if (child < 0 && errno == EAGAIN) {
    fail("cannot fork: no more processes are allowed here; end some, or raise ulimit -u");
  }
  return check(child, "cannot fork");
}

void exit_now(int code) {
  keep_run_counts();
  ::_exit(code);
}

namespace {

/// waitpid(2) for ended children; 0 when there are only running ones.
pid_t reap(pid_t which, int& status) {
  return uninterrupted([&] { return ::waitpid(which, &status, WNOHANG); });
}

}  // namespace

std::optional<ExitStatus> try_reap(pid_t child) {
  int status = 0;
  if (check(reap(child, status), "cannot wait for the process") == 0) return std::nullopt;
  return ExitStatus::from_wait(status);
}

std::optional<ExitStatus> try_reap_or_lose(pid_t child) {
  int status = 0;
  const pid_t reaped = reap(child, status);
  if (reaped < 0 && errno == ECHILD) return ExitStatus::unknown();
  if (check(reaped, "cannot wait for the process") == 0) return std::nullopt;
  return ExitStatus::from_wait(status);
}

void await_end(pid_t child) {
  siginfo_t info{};
  check(uninterrupted(
            [&] { return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT); }),
        "cannot wait for the process");
}

namespace {

/// The children that existed before this program was executed.
std::vector<pid_t> g_foreign;

}  // namespace

std::vector<pid_t> children_of(pid_t pid) {
  const std::string number = std::to_string(pid);
  std::ifstream file("/proc/" + number + "/task/" + number + "/children");
  std::vector<pid_t> found;
  for (pid_t child = 0; file >> child;) found.push_back(child);
  return found;
}

void disown_children() {
  g_foreign = children_of(::getpid());
}

bool is_foreign_child(pid_t pid) {
  return std::find(g_foreign.begin(), g_foreign.end(), pid) != g_foreign.end();
}

bool has_foreign_children() {
  return !g_foreign.empty();
}

void forget_foreign_child(pid_t pid) {
  std::erase(g_foreign, pid);
}

std::optional<Reaped> try_reap_any() {
  for (;;) {
    int status = 0;
    const pid_t pid = reap(-1, status);
    if (pid <= 0) return std::nullopt;
    if (!is_foreign_child(pid)) return Reaped{pid, ExitStatus::from_wait(status)};
    forget_foreign_child(pid);
  }
}

bool has_children() {
  if (has_foreign_children()) return !children().empty();
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOWAIT | WNOHANG) == 0;
}

std::vector<pid_t> children() {
  std::vector<pid_t> found = children_of(::getpid());
  std::erase_if(found, is_foreign_child);
  return found;
}

std::optional<ProcessState> state_of(pid_t pid) {
  const StatFields fields(proc_file(pid, "stat"));
  if (fields.empty()) return std::nullopt;
  ProcessState found{};
  found.state = fields.state();
  found.parent = fields.number<pid_t>(4);
  found.began = fields.number<std::uint64_t>(22);
  if (found.state == 'Z') found.ended = ExitStatus::from_wait(fields.number<int>(52));
  return found;
}

namespace {

/// The entries of a folder that are numbers.
std::vector<pid_t> numbers_in(const std::string& folder) {
  std::vector<pid_t> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    pid_t pid = 0;
    const auto [stop, wrong] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (wrong == std::errc() && *stop == '\0') found.push_back(pid);
  }
  return found;
}

}  // namespace

std::vector<pid_t> processes() {
  return numbers_in("/proc");
}

std::vector<pid_t> threads_of(pid_t process) {
  return numbers_in("/proc/" + std::to_string(process) + "/task");
}

bool is_at_rest(pid_t pid) {
  // The stage looks at every process before each act: so no stream, and no more
  // of the line than needed.
  const std::string path = "/proc/" + std::to_string(pid) + "/stat";
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  // It is gone; or there is no /proc, so there is no way to know.
  if (!file.is_open() && errno == ENOENT) return ::kill(pid, 0) == 0;
  check(file.get(), "cannot look at a process");
  std::array<char, 64> text{};
  if (::read(file.get(), text.data(), text.size()) <= 0) return false;
  // "PID (NAME) STATE ...", where the name has 15 bytes, and may hold anything.
  const std::string_view line(text.data(), text.size());
  const auto name_end = line.rfind(") ");
  if (name_end == std::string_view::npos || name_end + 2 >= line.size()) return false;
  const char state = line[name_end + 2];
  return state == 'S' || state == 'T' || state == 't';
}

void adopt_orphans() {
  check(::prctl(PR_SET_CHILD_SUBREAPER, 1), "cannot adopt orphans");
}

OrphanAdoption::OrphanAdoption() {
  check(::prctl(PR_GET_CHILD_SUBREAPER, &before_), "cannot find out who adopts orphans");
  adopt_orphans();
}

OrphanAdoption::~OrphanAdoption() {
  ::prctl(PR_SET_CHILD_SUBREAPER, before_);
}

void lead_group(pid_t pid) {
  // Parent and child both call this, so that neither goes on without it; the
  // later call may find that the process has already executed a program or
  // ended.
  if (::setpgid(pid, pid) < 0 && errno != EACCES && errno != ESRCH) {
    fail("cannot make a process group");
  }
}

bool send_signal(pid_t pid, int signal) {
  return ::kill(pid, signal) == 0;
}

bool send_signal_to_group(pid_t group, int signal) {
  return ::killpg(group, signal) == 0;
}

bool is_process(pid_t pid) {
  return ::syscall(SYS_tgkill, pid, pid, 0) == 0;
}

pid_t group_of(pid_t pid) {
  return ::getpgid(pid);
}

void leave_small_pids() {
  // The kernel itself starts again at 300 when its numbers have run out.
  constexpr pid_t kSmall = 300;
  if (::getpid() > kSmall) return;
  for (pid_t child = 0; child <= kSmall;) {
    child = fork();
    if (child == 0) exit_now(0);
    await_end(child);
    try_reap(child);
  }
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace os
