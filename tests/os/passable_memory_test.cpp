#include "core/os/memory/passable_memory.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <vector>

#include "core/os/process/process.hpp"
#include "core/os/process/process_mark.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

/// The same piece as another program would get it: by a copy of its descriptor.
os::PassableMemory passed(const os::PassableMemory& memory) {
  return {os::copy_of(memory.place()->descriptor), memory.place()->offset, memory.size()};
}

int exit_code_of(const std::function<int()>& body) {
  const pid_t child = os::fork();
  if (child == 0) os::exit_now(body());
  os::await_end(child);
  return os::try_reap(child)->code();
}

}  // namespace

TEST_CASE("pieces of memory are zeroed, apart, and the same where they are passed to") {
  support::NothingLeft nothing_left;
  std::vector<os::PassableMemory> pieces;
  for (const std::size_t size :
       std::initializer_list<std::size_t>{1, 100, 8192, 8193, 60'000, 300'000}) {
    for (int i = 0; i < 5; ++i) {
      auto& piece = pieces.emplace_back(size);
      REQUIRE(piece.size() == size);
      const auto* bytes = static_cast<const unsigned char*>(piece.data());
      CHECK(std::all_of(bytes, bytes + size, [](unsigned char byte) { return byte == 0; }));
      std::memset(piece.data(), static_cast<int>(pieces.size()), size);
    }
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto copy = passed(pieces[i]);
    const auto* bytes = static_cast<const unsigned char*>(copy.data());
    const auto is_ours = [&](unsigned char byte) { return byte == i + 1; };
    CHECK(std::all_of(bytes, bytes + copy.size(), is_ours));
    std::memset(copy.data(), 0xAB, 1);
    CHECK(*static_cast<unsigned char*>(pieces[i].data()) == 0xAB);
  }
}

TEST_CASE("many small pieces take few descriptors, and none when all are gone") {
  support::NothingLeft nothing_left;
  const auto before = support::open_descriptors();
  {
    std::vector<os::PassableMemory> pieces;
    for (int i = 0; i < 1000; ++i) pieces.emplace_back(64);
    CHECK(support::open_descriptors() - before <= 3);
  }
  CHECK(support::open_descriptors() == before);
}

TEST_CASE("a forked process and its parent never make the same piece") {
  support::NothingLeft nothing_left;
  os::PassableMemory first(64);
  const int code = exit_code_of([&] {
    os::PassableMemory of_child(64);
    std::memset(of_child.data(), 1, 64);
    return of_child.place()->descriptor == first.place()->descriptor ? 1 : 0;
  });
  CHECK(code == 0);
  os::PassableMemory second(64);
  CHECK(*static_cast<char*>(second.data()) == 0);
}

#ifndef __SANITIZE_ADDRESS__  // which opens pipes to check objects
TEST_CASE("without a descriptor, memory is shared by forks only, and says so") {
  support::NothingLeft nothing_left;
  const int code = exit_code_of([] {
    const rlimit none{3, 3};
    ::setrlimit(RLIMIT_NOFILE, &none);
    os::PassableMemory memory(64);
    if (memory.place()) return 1;
    const pid_t child = os::fork();
    if (child == 0) {
      *static_cast<char*>(memory.data()) = 7;
      os::exit_now(0);
    }
    os::await_end(child);
    return *static_cast<char*>(memory.data()) == 7 ? 0 : 2;
  });
  CHECK(code == 0);
}
#endif

TEST_CASE("a noted process is known to have ended when it has, reaped or not") {
  support::NothingLeft nothing_left;
  const auto home = os::ProcessMark::here();
  os::PassableMemory memory(sizeof(std::uint64_t));
  auto* word = static_cast<std::atomic<std::uint64_t>*>(memory.data());
  const pid_t child = os::fork();
  if (child == 0) {
    *word = os::ProcessMark::ours(home).word();
    for (;;) ::pause();
  }
  REQUIRE(support::eventually([&] { return *word != 0; }));
  const os::ProcessMark mark(*word);
  CHECK(mark.pid() == child);
  CHECK_FALSE(mark.is_ours(home));
  CHECK_FALSE(mark.has_ended(home));
  CHECK(support::eventually([&] { return mark.is_older_than(std::chrono::milliseconds(20)); }));
  CHECK_FALSE(mark.is_older_than(std::chrono::hours(1)));
  os::send_signal(child, SIGKILL);
  os::await_end(child);
  CHECK(mark.has_ended(home));
  os::try_reap(child);
  CHECK(mark.has_ended(home));
  const auto ours = os::ProcessMark::ours(home);
  CHECK(ours.is_ours(home));
  CHECK_FALSE(ours.has_ended(home));
}
