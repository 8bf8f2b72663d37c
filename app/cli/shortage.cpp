#include "app/cli/shortage.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "app/cli/errors.hpp"
#include "app/commands/demo_run.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/memory/memory_limits.hpp"
#include "core/os/process/process.hpp"
#include "core/os/sandbox/permissions.hpp"

namespace app {
namespace {

/// An error that means a shortage, and what to do about it.
struct Remedy {
  std::errc error;
  std::string_view what_to_do;
};

constexpr Remedy kRemedies[] = {
    {std::errc::too_many_files_open, "raise the limit of this shell, as with ulimit -n 1024"},
    {std::errc::too_many_files_open_in_system, "end other programs: all of them have too many"},
    {std::errc::not_enough_memory, "end other programs, or raise the limit: ulimit -v unlimited"},
    {std::errc::file_too_large, "raise the limit of this shell: ulimit -f unlimited"},
    {std::errc::no_space_on_device, "make room there"},
    // The code that forks says what to do.
    {std::errc::resource_unavailable_try_again, ""},
};

std::string with_remedy(std::string_view complaint, const std::error_code& error) {
  const auto remedy = remedy_for(error);
  return remedy ? fmt::format("{}; {}.", complaint, *remedy) : fmt::format("{}.", complaint);
}

/// The message in a process's report of the exception that ended it: "Process parent:
/// std::system_error: ...", or "Process child-1: std::bad_alloc: ...".
std::optional<std::string> complaint_in(std::string_view line) {
  constexpr std::string_view kSign = "std::system_error: ";
  if (!line.starts_with("Process ")) return std::nullopt;
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with(": std::bad_alloc")) return std::string(kNoMemory);
  const auto sign = line.find(kSign);
  if (sign == line.npos) return std::nullopt;
  line.remove_prefix(sign + kSign.size());
  for (const auto& remedy : kRemedies) {
    const auto error = std::make_error_code(remedy.error);
    if (line.ends_with(error.message())) return with_remedy(line, error);
  }
  return std::nullopt;
}

/// How many processes there are at once, at most.
int processes_of(const lessons::Demo& demo, const lessons::Parameters& parameters) {
  int children = 2;
  for (const auto parameter : demo.parameters) {
    if (parameter == lessons::Parameter::workers) children = parameters.workers;
    if (parameter == lessons::Parameter::processes) children = parameters.processes;
  }
  return children + 1;
}

}  // namespace

std::optional<std::string_view> remedy_for(const std::error_code& error) {
  for (const auto& remedy : kRemedies) {
    if (error == remedy.error && !remedy.what_to_do.empty()) return remedy.what_to_do;
  }
  return std::nullopt;
}

const std::string_view kNoMemory =
    "there is no more memory here: end other programs, or raise the limits of this shell: ulimit "
    "-v unlimited, ulimit -d unlimited.";

std::string refused_by_system(const std::system_error& error) {
  return with_remedy(error.what(), error.code());
}

namespace {

/// A page is refused before it begins, not where it makes its first object.
void make_sure_of_memory(int processes) {
  // The board of a pool that has only a few large results, queues, and what the
  // allocator takes at once. In addition, what each process is heard through.
  constexpr std::size_t kShared = std::size_t{48} << 20;
  constexpr std::size_t kPrivate = std::size_t{8} << 20;
  constexpr std::size_t kSharedForEach = std::size_t{64} << 10;
  const bool has_addresses =
      os::may_map_shared(kShared + static_cast<std::size_t>(processes) * kSharedForEach);
  if (has_addresses && os::may_map_private(kPrivate)) return;
  throw EnvironmentError(
      fmt::format("this shell allows too little memory for {} processes and what they share: raise "
                  "the limit: ulimit -{} unlimited.",
                  processes, has_addresses ? 'd' : 'v'));
}

}  // namespace

void make_sure_of_room(const LessonCommand& command) {
  // Descriptors of our own: channels, a poller, signals, files. In addition,
  // one per process.
  constexpr int kOurs = 14;
  int processes = 0;
  for (const auto* demo : demos_of(command))
    processes = std::max(processes, processes_of(*demo, command.parameters));
  make_sure_of_memory(processes);
  os::raise_descriptor_limit();
  if (!os::can_open(kOurs + static_cast<std::size_t>(processes))) {
    throw EnvironmentError(
        fmt::format("this shell allows too few open files to watch {} processes: raise the limit, "
                    "as with ulimit -n {}.",
                    processes, std::max(1024, 2 * (kOurs + processes))));
  }
  if (os::may_fork(processes)) return;
  throw EnvironmentError(
      fmt::format("this shell allows no {} processes more, which this demo makes: end some, or "
                  "raise the limit, as with ulimit -u {}.",
                  processes, std::max(4096, 2 * processes)));
}

void Shortage::begin(const record::Run& run) {
  refused_.reset();
  next_.begin(run);
}

void Shortage::event(const record::Event& event) {
  if (event.act.kind == probe::Kind::output && !refused_) refused_ = complaint_in(event.act.text);
  next_.event(event);
}

}  // namespace app
