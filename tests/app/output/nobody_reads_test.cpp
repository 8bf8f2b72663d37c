#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

// Each command that writes to standard output.
const std::vector<Arguments> kTalkative = {{"fork", "--auto"},
                                           {"fork", "--auto", "--format", "jsonl"},
                                           {"list"},
                                           {"show", "fork"},
                                           {},
                                           {"fork", "--help"},
                                           {"--version"}};

Options output_to(Stream stream) {
  Options options;
  options.output = std::move(stream);
  return options;
}

}  // namespace

TEST_CASE("A reader who leaves after the first line ends it quietly") {
  const support::NothingLeft nothing_left;
  for (const auto& command : kTalkative) {
    CAPTURE(command);
    const Finished finished = mpdemo(command, output_to(To::one_line));
    CHECK(finished.status == exited(0));
    CHECK(lines_of(finished.output).size() == 1);
    CHECK(finished.error.empty());
  }
}

TEST_CASE("A demo that talks without end stops when its reader leaves") {
  const support::NothingLeft nothing_left;
  for (const char* format : {"text", "raw", "jsonl"}) {
    CAPTURE(format);
    const Finished finished =
        misbehave("chatter", {"--auto", "--format", format}, output_to(To::one_line));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    CHECK(support::no_process_left_within(2));
  }
}

TEST_CASE("A full disk under standard output is told in a sentence") {
  const support::NothingLeft nothing_left;
  for (const auto& command : kTalkative) {
    CAPTURE(command);
    const Finished finished = mpdemo(command, output_to(Stream("/dev/full")));
    CHECK(finished.status == exited(3));
    CHECK(is_one_sentence(finished.error));
    CHECK_THAT(finished.error, ContainsSubstring("No space left on device"));
  }
}

TEST_CASE("A closed standard output is told in a sentence") {
  const support::NothingLeft nothing_left;
  for (const auto& command : kTalkative) {
    CAPTURE(command);
    const Finished finished = mpdemo(command, output_to(To::closed));
    CHECK(finished.status == exited(3));
    CHECK(is_one_sentence(finished.error));
    CHECK_THAT(finished.error, ContainsSubstring("standard output"));
  }
}

TEST_CASE("With standard output closed a file is still written, and nothing else into it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options all_closed;
  all_closed.input = all_closed.output = all_closed.error = To::closed;
  const Finished finished =
      mpdemo({"fork", "--demo", "basic", "--format", "jsonl", "-o", folder / "run"}, all_closed);
  CHECK(finished.status == exited(0));
  lawful_run_in(contents_of(folder / "run"));
}

TEST_CASE("With standard error closed the status still tells") {
  const support::NothingLeft nothing_left;
  Options deaf;
  deaf.error = To::closed;
  CHECK(mpdemo({"frok"}, deaf).status == exited(2));
  CHECK(mpdemo({"replay", "/nonexistent"}, deaf).status == exited(3));
  deaf.error = Stream("/dev/full");
  CHECK(mpdemo({"frok"}, deaf).status == exited(2));
}

TEST_CASE("A pipe that nobody reads does not make it deaf") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    CAPTURE(signal);
    Program program(kFixture, {"bad", "--demo", "chatter", "--auto"}, output_to(To::unread));
    constexpr int kNearlyFull = 60'000;
    REQUIRE(support::eventually([&] { return program.unread() > kNearlyFull; }));
    CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
  }
}
