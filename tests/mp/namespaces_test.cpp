#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/skip.hpp"

using namespace std::chrono_literals;
using support::child_that;
using support::ends_well;

// Locks whose users are in different namespaces of PIDs or of time. A lock is never
// taken from an owner that lives.

namespace {

/// Whether this process may make such namespaces; else says so.
bool may_unshare(int what, const char* name) {
  if (ends_well(child_that([=] { support::require(::unshare(what) == 0); }))) return true;
  support::skip(std::string("this process may not make a namespace of ") + name);
  return false;
}

/// Whether `body` succeeds as the first process of a new PID namespace.
bool goes_well_inside(const std::function<void()>& body) {
  return ends_well(child_that([&] {
    support::require(::unshare(CLONE_NEWPID) == 0);
    support::require(ends_well(child_that(body)));
  }));
}

/// This process sees the processes of its own namespace in /proc.
void mount_proc() {
  support::require(::unshare(CLONE_NEWNS) == 0);
  support::require(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
  support::require(::mount("proc", "/proc", "proc", 0, nullptr) == 0);
}

void require_held(mp::Lock& lock) {
  support::require(!lock.try_lock_for(200ms));
}

/// Checks that the first process to ask gets the death of `owner`, once.
void require_owner_died(mp::Lock& lock, pid_t owner) {
  try {
    lock.try_lock_for(5s);
  } catch (const mp::OwnerDied& died) {
    support::require(died.pid() == owner);
    return support::require(lock.try_lock());
  }
  support::require(false);
}

}  // namespace

TEST_CASE("a lock is not taken from a living owner in another namespace of PIDs") {
  support::NothingLeft nothing_left;
  if (!may_unshare(CLONE_NEWPID, "PIDs")) return;
  mp::Lock lock;
  CHECK(goes_well_inside([&] {
    lock.lock();
    support::require(goes_well_inside([&] { require_held(lock); }));
    lock.unlock();
  }));
  lock.lock();
  CHECK(goes_well_inside([&] { require_held(lock); }));
  lock.unlock();
}

TEST_CASE("one who is outside waits for an owner inside, and gets the lock that is unlocked") {
  support::NothingLeft nothing_left;
  if (!may_unshare(CLONE_NEWPID, "PIDs")) return;
  mp::Lock lock;
  mp::Event locked;
  mp::Event seen;
  const pid_t outer = child_that([&] {
    support::require(goes_well_inside([&] {
      lock.lock();
      locked.set();
      seen.wait();
      lock.unlock();
    }));
  });
  REQUIRE(locked.wait_for(5s));
  CHECK_FALSE(lock.try_lock_for(200ms));
  seen.set();
  CHECK(lock.try_lock_for(5s));
  CHECK(ends_well(outer));
}

TEST_CASE(
    "a lock whose owner died in another namespace of PIDs stays locked until it is unlocked") {
  support::NothingLeft nothing_left;
  if (!may_unshare(CLONE_NEWPID, "PIDs")) return;
  mp::Lock lock;
  CHECK(goes_well_inside([&] { lock.lock(); }));
  CHECK_FALSE(lock.try_lock_for(200ms));
  lock.unlock();
  CHECK(lock.try_lock());
}

TEST_CASE("a child with the PID of its parent, in a namespace of its own, is another process") {
  support::NothingLeft nothing_left;
  if (!may_unshare(CLONE_NEWPID | CLONE_NEWNS, "PIDs with a /proc")) return;
  CHECK(goes_well_inside([&] {
    mp::Lock lock;
    lock.lock();
    support::require(::getpid() == 1);
    require_held(lock);  // for longer than the clock by which processes start ticks
    support::require(goes_well_inside([&] {
      support::require(::getpid() == 1);
      mount_proc();
      require_held(lock);
    }));
  }));
}

TEST_CASE("in a namespace of PIDs the living and the dead are told apart, whosever /proc it has") {
  support::NothingLeft nothing_left;
  if (!may_unshare(CLONE_NEWPID | CLONE_NEWNS, "PIDs with a /proc")) return;
  for (const bool has_own_proc : {false, true}) {
    CHECK(goes_well_inside([&] {
      if (has_own_proc) mount_proc();
      mp::Lock lock;
      mp::Event locked;
      const pid_t owner = child_that([&] {
        lock.lock();
        locked.set();
        for (;;) ::pause();
      });
      locked.wait();
      require_held(lock);
      os::send_signal(owner, SIGKILL);
      os::await_end(owner);  // it is a zombie
      require_owner_died(lock, owner);
      os::try_reap(owner);
    }));
  }
}

TEST_CASE("a lock is not taken from a living owner in another namespace of time") {
  support::NothingLeft nothing_left;
  constexpr int kNewTime = 0x80;  // CLONE_NEWTIME
  if (!may_unshare(kNewTime, "time")) return;
  mp::Lock lock;
  lock.lock();
  CHECK(ends_well(child_that([&] {
    support::require(::unshare(kNewTime) == 0);
    // For processes born in it, the clock is a day ahead.
    const int offsets = ::open("/proc/self/timens_offsets", O_WRONLY);
    const std::string offset = "boottime 86400 0";
    support::require(::write(offsets, offset.data(), offset.size()) ==
                     static_cast<ssize_t>(offset.size()));
    ::close(offsets);
    support::require(ends_well(child_that([&] { require_held(lock); })));
  })));
  lock.unlock();
}
