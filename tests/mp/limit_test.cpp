#include "core/mp/limit.hpp"

#include "core/mp/event.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/sleep.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;

TEST_CASE("a limit is a moment from now, nothing, or none at all") {
  const auto before = os::now();
  const auto deadline = mp::Limit(1500ms).deadline();
  REQUIRE(deadline);
  CHECK(*deadline >= before + 1500ms);
  CHECK(*deadline <= os::now() + 1500ms);
  CHECK(mp::Limit(-1s).span() == 0ns);
  CHECK(mp::Limit(std::chrono::duration<double>(0.25)).span() == 250ms);
  CHECK_FALSE(mp::Limit(std::chrono::hours::max()).deadline());
  CHECK_FALSE(mp::Limit(std::chrono::nanoseconds::max()).deadline());
  // A sleep needs a moment: one that nobody lives to see.
  CHECK(mp::Limit(std::chrono::hours::max()).span() > 24h * 365 * 50);
  CHECK(os::now() + mp::Limit(std::chrono::hours::max()).span() > os::now());
}

TEST_CASE("a limit beyond every clock is no limit") {
  support::NothingLeft nothing_left;
  mp::Event go;
  for (const bool in_hours : {true, false}) {
    go.clear();
    mp::Process process{[&] { go.wait(); }};
    process.start();
    mp::Process helper{[&] { go.set(); }};
    helper.start();
    CHECK((in_hours ? process.join_for(std::chrono::hours::max())
                    : process.join_for(std::chrono::nanoseconds::max())));
    helper.join();

    mp::Pool pool{1};
    auto future = pool.apply_async([](int i) { return i + 1; }, 1);
    CHECK((in_hours ? future.get_for(std::chrono::hours::max())
                    : future.get_for(std::chrono::nanoseconds::max())) == 2);
    auto another = pool.apply_async([](int i) { return i + 1; }, 2);
    CHECK((in_hours ? another.wait_for(std::chrono::hours::max())
                    : another.wait_for(std::chrono::nanoseconds::max())));
    auto results = pool.imap([](int i) { return i + 1; }, std::vector<int>{3});
    CHECK((in_hours ? results.next_for(std::chrono::hours::max())
                    : results.next_for(std::chrono::nanoseconds::max())) == 4);

    mp::Process sleeper{[=] {
      in_hours ? mp::sleep_for(std::chrono::hours::max())
               : mp::sleep_for(std::chrono::nanoseconds::max());
    }};
    sleeper.start();
    CHECK_FALSE(sleeper.join_for(100ms));
    sleeper.kill();
    sleeper.join();
  }
}
