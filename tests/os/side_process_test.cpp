#include "core/os/process/side_process.hpp"

#include <signal.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "core/os/process/cpus.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

/// Says back what it hears.
void echo(os::Conversation& owner) {
  while (const auto text = owner.hear()) owner.say(*text);
}

}  // namespace

TEST_CASE("a process beside this one hears texts of any length, and answers") {
  support::NothingLeft nothing_left;
  os::SideProcess process(echo);
  CHECK(os::group_of(process.pid()) == process.pid());
  for (const std::size_t size : std::initializer_list<std::size_t>{0, 1, 4096, 3'000'000}) {
    const std::string text(size, 'x');
    // So much does not fit between the two: the other one takes it meanwhile.
    CHECK(process.conversation().say(text));
    CHECK(process.conversation().hear() == text);
  }
}

TEST_CASE("a process beside this one that ends, in whatever way, is heard to have ended") {
  support::NothingLeft nothing_left;
  os::SideProcess returns([](os::Conversation&) {});
  CHECK(returns.conversation().hear() == std::nullopt);
  os::SideProcess throws([](os::Conversation&) { throw 1; });
  CHECK(throws.conversation().hear() == std::nullopt);
  os::SideProcess killed([](os::Conversation&) { ::raise(SIGKILL); });
  CHECK(killed.conversation().hear() == std::nullopt);
  support::eventually([&] { return !killed.conversation().say("x"); });
  CHECK_FALSE(killed.conversation().say("x"));
}

TEST_CASE("processes beside one that is killed end with it, however many there are") {
  support::NothingLeft nothing_left;
  const pid_t owner = os::fork();
  if (owner == 0) {
    std::vector<std::unique_ptr<os::SideProcess>> all;
    for (int i = 0; i < 4; ++i)
      all.push_back(std::make_unique<os::SideProcess>([](auto&) {
        for (;;) ::pause();
      }));
    ::raise(SIGKILL);
  }
  CHECK(support::no_process_left_within(5));
}

TEST_CASE("a process is pinned to one CPU for a while, and still knows how many there are") {
  const int before = os::usable_cpus();
  {
    const os::Pinning pinning(1);
    CHECK(os::usable_cpus() == before);
    const os::Pinning again;
    CHECK(os::usable_cpus() == before);
  }
  CHECK(os::usable_cpus() == before);
}
