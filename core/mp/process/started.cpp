#include "core/mp/process/started.hpp"

#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <utility>

#include "core/os/process/fork_lock.hpp"
#include "core/os/process/parentage.hpp"

namespace mp::detail {
namespace {

/// How long a daemon may take to end after SIGTERM.
constexpr std::chrono::seconds kGrace{1};

}  // namespace

Started& Started::all() {
  // Never destroyed: a global Process may end after all other statics.
  static auto& started = *new Started;
  return started;
}

void Started::leave_out_the_parents() {
  if (std::exchange(generation_, os::generation()) != os::generation()) entries_.clear();
}

void Started::add(std::shared_ptr<Child> child, bool is_daemon) {
  static const int at_exit = std::atexit([] { all().end_all(); });
  static_cast<void>(at_exit);
  const os::ForkLock lock;
  leave_out_the_parents();
  entries_.push_back({std::move(child), is_daemon});
}

void Started::forget(const Child* child) {
  const os::ForkLock lock;
  leave_out_the_parents();
  std::erase_if(entries_, [&](const Entry& entry) { return entry.child.get() == child; });
}

std::vector<Started::Entry> Started::copy() {
  const os::ForkLock lock;
  leave_out_the_parents();
  return entries_;
}

std::vector<pid_t> Started::alive() {
  std::vector<pid_t> found;
  const auto entries = copy();
  if (!entries.empty()) probe::stand_by();
  for (const Entry& entry : entries) {
    if (entry.child->look()) {
      forget(entry.child.get());
    } else {
      probe::learned([&] { return entry.child->name() + " runs"; });
      found.push_back(entry.child->pid());
    }
  }
  return found;
}

void Started::end(Child& child, bool is_daemon) {
  try {
    // No line of a page does this: it happens at the end of the scope.
    if (is_daemon) {
      child.signal(SIGTERM, {});
      child.wait_or_kill(probe::now() + kGrace, {});
    } else {
      child.wait({});
    }
  } catch (const std::exception&) {
    // The stage has ended the run: nothing can be reported any more.
  }
}

void Started::end_all() {
  const auto entries = copy();
  // All daemons at once, so that slow ones end in parallel.
  for (const Entry& entry : entries) {
    if (entry.is_daemon) entry.child->signal(SIGTERM, {});
  }
  const auto deadline = probe::now() + kGrace;
  for (const Entry& entry : entries) {
    if (entry.is_daemon) entry.child->wait_or_kill(deadline, {});
  }
  for (const Entry& entry : entries) entry.child->wait({});
}

}  // namespace mp::detail
