#include <limits>

#include "app/cli/args/duration.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"
#include "tests/app/mpdemo.hpp"

namespace {

using app::did_you_mean;
using app::parse_duration;
using namespace std::chrono_literals;

const std::vector<std::string> kWords = {"fork", "process", "pool", "queue", "pipe", "shared"};

}  // namespace

TEST_CASE("A word with one slip of the finger is recognised") {
  const support::NothingLeft nothing_left;
  CHECK(did_you_mean("frok", kWords) == " Did you mean \"fork\"?");
  CHECK(did_you_mean("fok", kWords) == " Did you mean \"fork\"?");
  CHECK(did_you_mean("forkk", kWords) == " Did you mean \"fork\"?");
  CHECK(did_you_mean("dork", kWords) == " Did you mean \"fork\"?");
  CHECK(did_you_mean("porcess", kWords) == " Did you mean \"process\"?");
}

TEST_CASE("The beginning of a word is enough") {
  const support::NothingLeft nothing_left;
  CHECK(did_you_mean("proc", kWords) == " Did you mean \"process\"?");
  CHECK(did_you_mean("sh", kWords) == " Did you mean \"shared\"?");
}

TEST_CASE("A word that resembles none gets no proposal") {
  const support::NothingLeft nothing_left;
  CHECK(did_you_mean("xyzzy", kWords).empty());
  CHECK(did_you_mean("", kWords).empty());
  CHECK(did_you_mean("fork", {}).empty());
  CHECK(did_you_mean(std::string(5000, 'f'), kWords).empty());
}

TEST_CASE("A duration has a number and a unit") {
  const support::NothingLeft nothing_left;
  CHECK(parse_duration("--pace", "500ms") == 500ms);
  CHECK(parse_duration("--pace", "2s") == 2s);
  CHECK(parse_duration("--pace", "1.5s") == 1500ms);
  CHECK(parse_duration("--pace", "0s") == 0s);
  CHECK(parse_duration("--pace", "1m") == 60s);
  CHECK(parse_duration("--pace", "1440m") == 24h);
}

TEST_CASE("What is no duration is refused with the name of the option") {
  const support::NothingLeft nothing_left;
  for (const char* text : {"", "s", "5", "5 s", "5x", "2d", "-1s", "1e9s", "nans", "infs", "1s1s",
                           "0x1ps", "1441m", "99999999999999999999999999m"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_duration("--pace", text), app::UsageError);
    CHECK_THROWS_WITH(parse_duration("--pace", text), StartsWith("--pace takes a duration"));
  }
}
