#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

/// What fork/basic prints, PIDs left out: each of these once, the last twice.
const std::vector<std::string> kPrinted = {", and I am alone", ": fork() gave me 0, my parent is ",
                                           "I am the parent, "};

/// Each line of fork/basic's exactly once, and both ends.
void check_complete(const std::string& output) {
  for (const auto& line : kPrinted) {
    CAPTURE(line);
    CHECK(times(line, output) == 1);
  }
  CHECK(times(" has reached the end", output) == 2);
}

bool has_escapes(const std::string& output) {
  return output.find('\x1b') != std::string::npos;
}

const Arguments kPlayed = {"fork", "--demo", "basic", "--auto"};

Arguments basic(const Arguments& more) {
  Arguments arguments = kPlayed;
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

}  // namespace

TEST_CASE("Each printed line comes exactly once, through a pipe, in every format") {
  const support::NothingLeft nothing_left;
  for (const char* format : {"text", "raw", "jsonl"}) {
    CAPTURE(format);
    const Finished finished = mpdemo(basic({"--format", format}));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    check_complete(finished.output);
    CHECK_FALSE(has_escapes(finished.output));
  }
}

TEST_CASE("Each printed line comes exactly once, on a terminal, in every format") {
  const support::NothingLeft nothing_left;
  for (const char* format : {"text", "raw", "jsonl"}) {
    CAPTURE(format);
    const Finished finished = mpdemo(basic({"--format", format}), support::on_terminal());
    CHECK(finished.status == exited(0));
    check_complete(finished.output);
  }
}

TEST_CASE("Each printed line comes exactly once, in a file, in every format") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const char* format : {"text", "raw", "jsonl"}) {
    CAPTURE(format);
    const Finished finished = mpdemo(basic({"--format", format, "-o", folder / format}));
    CHECK(finished.status == exited(0));
    CHECK(finished.output.empty());
    CHECK(finished.error.empty());
    check_complete(contents_of(folder / format));

    Options redirected;
    redirected.output = Stream(folder / "redirected");
    CHECK(mpdemo(basic({"--format", format}), redirected).status == exited(0));
    check_complete(contents_of(folder / "redirected"));
  }
}

TEST_CASE("The raw view is what the demo prints and nothing else") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(basic({"--format", "raw"}));
  const auto lines = lines_of(finished.output);
  REQUIRE(lines.size() == 5);
  CHECK_THAT(lines.front(), StartsWith("I am process "));
}

TEST_CASE("Colours are for terminals, unless somebody says otherwise") {
  const support::NothingLeft nothing_left;
  struct Case {
    Arguments options;
    std::map<std::string, std::optional<std::string>> environment;
    bool on_terminal;
    bool in_pipe;
  };
  const std::vector<Case> cases = {
      {{}, {}, true, false},
      {{}, {{"NO_COLOR", "1"}}, false, false},
      {{}, {{"NO_COLOR", ""}}, true, false},
      {{}, {{"CLICOLOR_FORCE", "1"}}, true, true},
      {{}, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, false, false},
      {{}, {{"TERM", "dumb"}}, false, false},
      {{}, {{"TERM", std::nullopt}}, false, false},
      {{"--color", "always"}, {{"NO_COLOR", "1"}}, true, true},
      {{"--color", "never"}, {{"CLICOLOR_FORCE", "1"}}, false, false},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    Options piped;
    piped.environment = cases[i].environment;
    CHECK(has_escapes(mpdemo(basic(cases[i].options), piped).output) == cases[i].in_pipe);
    Options terminal = support::on_terminal();
    terminal.environment = cases[i].environment;
    CHECK(has_escapes(mpdemo(basic(cases[i].options), terminal).output) == cases[i].on_terminal);
  }
}

TEST_CASE("Names alone, and no times, when that is asked for") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo(basic({"--ids", "stable", "--time", "none", "--format", "jsonl"}));
  const auto run = lawful_run_in(finished.output);
  CHECK_FALSE(run.run.started.has_value());
  for (const auto& event : run.events) {
    CHECK((event.pid == 1 || event.pid == 2));
    CHECK_FALSE(event.t.has_value());
  }
}

TEST_CASE("A view of ASCII characters has no others, whatever the locale") {
  const support::NothingLeft nothing_left;
  const auto is_ascii = [](const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
  };
  CHECK(is_ascii(mpdemo(basic({"--ascii"})).output));
  Options old_locale;
  old_locale.environment = {{"LANG", "C"}};
  CHECK(is_ascii(mpdemo(basic({}), old_locale).output));
}

TEST_CASE("The plain view speaks in sentences") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(basic({"--plain"}));
  CHECK(finished.status == exited(0));
  check_complete(finished.output);
  CHECK_THAT(finished.output, ContainsSubstring(" starts.\n"));
  CHECK_FALSE(has_escapes(finished.output));
}

TEST_CASE("A line is there as it happens, not at the end") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, {"bad", "--demo", "hang", "--auto"});
  program.expect("starts");
  program.expect("waits for");
  CHECK(end_with(SIGTERM, program) == os::ExitStatus::killed(SIGTERM));
}
