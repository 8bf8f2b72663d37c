#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <memory>
#include <new>

#include "core/mp/connection.hpp"
#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/os/process/signals.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;

// What a process does beyond the cases P01 to P20: short of descriptors, with
// processes of its own, stopped.

#ifndef __SANITIZE_ADDRESS__  // the sanitizer next to it opens pipes to check objects

namespace {

/// While it lives, this process cannot open another descriptor.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a process that cannot be watched for want of descriptors is not started") {
  support::NothingLeft nothing_left;
  support::Shared<std::atomic<int>> started;
  mp::Process process{[&] { ++*started; }};
  {
    const NoDescriptors none;
    CHECK_THROWS_AS(process.start(), std::system_error);
  }
  CHECK_FALSE(os::has_children());
  CHECK_FALSE(process.pid());
  CHECK_FALSE(process.is_alive());
  CHECK(*started == 0);
  process.start();
  process.join();
  CHECK(*started == 1);
}

TEST_CASE("a process is joined, killed and destroyed without any descriptor left") {
  support::NothingLeft nothing_left;
  mp::Event go;
  mp::Process joined{[&] { go.wait(); }}, killed{[&] { go.wait(); }};
  auto destroyed = std::make_unique<mp::Process>([&] { go.wait(); });
  for (auto* process : {&joined, &killed, &*destroyed}) process->start();
  const pid_t helper = support::child_that([&] { go.set(); });
  const NoDescriptors none;
  killed.kill();
  killed.join();
  joined.join();
  CHECK(joined.exit_status() == ExitStatus::exited(0));
  destroyed.reset();
  CHECK(support::ends_well(helper));
  CHECK_FALSE(os::has_children());
}

#endif

TEST_CASE("a process starts processes of its own, and joins them") {
  support::NothingLeft nothing_left;
  mp::Queue<std::vector<int>> paths;
  const std::function<void(std::vector<int>)> grow = [&](const std::vector<int>& path) {
    paths.put(path);
    if (path.size() == 2) return;
    for (int i = 0; i < 2; ++i) {
      std::vector<int> next = path;
      next.push_back(i);
      mp::Process child{grow, next};
      child.start();
      child.join();
      if (child.exit_status() != ExitStatus::exited(0)) throw mp::Error("a child failed");
    }
  };
  grow({});
  const std::vector<std::vector<int>> expected{{}, {0}, {0, 0}, {0, 1}, {1}, {1, 0}, {1, 1}};
  for (const auto& path : expected) CHECK(paths.get_for(5s) == path);
}

TEST_CASE("arguments are copied when the process is made, and may be such as only move") {
  support::NothingLeft nothing_left;
  mp::Queue<std::string> said;
  std::string text = "as it was";
  mp::Process copies{[&](const std::string& given) { said.put(given); }, text};
  text = "changed";
  copies.start();
  mp::Process moves{[&](std::unique_ptr<std::string> given) { said.put(*given); },
                    std::make_unique<std::string>("only moved")};
  copies.join();
  moves.start();
  moves.join();
  CHECK(said.get_for(5s) == "as it was");
  CHECK(said.get_for(5s) == "only moved");
}

TEST_CASE("a process in a stopped state is alive, is not joined, and can be killed") {
  support::NothingLeft nothing_left;
  mp::Process process{[] {
    os::reset_signals();
    ::raise(SIGSTOP);
  }};
  process.start();
  REQUIRE(support::eventually([&] { return os::state_of(*process.pid())->state == 'T'; }, 5));
  CHECK(process.is_alive());
  CHECK_FALSE(process.join_for(100ms));
  CHECK_FALSE(process.exit_status());
  process.kill();
  CHECK(process.join_for(5s));
  CHECK(process.exit_status() == ExitStatus::killed(SIGKILL));
}

TEST_CASE("poll(2) tells which of several pipes and processes has something") {
  support::NothingLeft nothing_left;
  auto first = mp::pipe<int>(), second = mp::pipe<int>();
  mp::Process process{[&] { second.second.send(1); }};
  process.start();
  const auto readable = [&](int fd) {
    pollfd entry{fd, POLLIN, 0};
    return ::poll(&entry, 1, 5000) == 1;
  };
  CHECK(readable(second.first.get()));
  CHECK(readable(process.sentinel()));
  pollfd nothing{first.first.get(), POLLIN, 0};
  CHECK(::poll(&nothing, 1, 0) == 0);
  first.second.close();
  CHECK(readable(first.first.get()));  // its end
}

TEST_CASE("a child of a plain fork may leave the scope of processes that are not its own") {
  support::NothingLeft nothing_left;
  mp::Event go;
  alignas(mp::Process) std::array<std::byte, sizeof(mp::Process)> memory;
  auto* sibling = new (memory.data()) mp::Process([&] { go.wait(); });
  sibling->start();
  const pid_t child = support::child_that([&] {
    sibling->~Process();           // neither joined nor ended: it is the parent's
    memory.fill(std::byte{0xff});  // used for something else
    if (!mp::active_children().empty()) throw mp::Error("it has no children");
    mp::Process own{[] {}};
    own.start();
    own.join();
    if (own.exit_status() != ExitStatus::exited(0)) throw mp::Error("its own failed");
  });
  CHECK(support::ends_well(child));
  CHECK(sibling->is_alive());
  go.set();
  sibling->~Process();
}
