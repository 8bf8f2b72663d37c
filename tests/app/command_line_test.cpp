#include "tests/app/mpdemo.hpp"

using namespace tests;

TEST_CASE("A misspelt word is answered with the word that was meant") {
  const support::NothingLeft nothing_left;
  check_refused({"frok"}, "Did you mean \"fork\"?");
  check_refused({"lst"}, "Did you mean \"list\"?");
  check_refused({"--hlep"}, "Did you mean \"--help\"?");
  check_refused({"fork", "--stpe"}, "Did you mean \"--step\"?");
  check_refused({"fork", "--formt=jsonl"}, "Did you mean \"--format\"?");
  check_refused({"fork", "--demo", "bsic"}, "Did you mean \"basic\"?");
  check_refused({"fork", "--format", "jsnol"}, "Did you mean \"jsonl\"?");
  check_refused({"fork", "--ids", "stabel"}, "Did you mean \"stable\"?");
  check_refused({"fork", "--time", "wal"}, "Did you mean \"wall\"?");
  check_refused({"fork", "--color", "nevr"}, "Did you mean \"never\"?");
  check_refused({"list", "--format", "jso"}, "Did you mean \"json\"?");
  check_refused({"show", "frok"}, "Did you mean \"fork\"?");
  check_refused({"show", "fork/basi"}, "Did you mean \"fork/basic\"?");
  check_refused({"replay", "x", "--formta", "raw"}, "Did you mean \"--format\"?");
}

TEST_CASE("A word like no other is answered with where to look") {
  const support::NothingLeft nothing_left;
  check_refused({"xyzzy"}, "\"mpdemo list\" has them all");
  check_refused({""}, "\"mpdemo list\" has them all");
  check_refused({"--xyzzy"}, "\"mpdemo --help\"");
  check_refused({"-x"}, "\"mpdemo --help\"");
  check_refused({"fork", "xyzzy"}, "\"mpdemo fork --help\"");
  check_refused({"fork", "--demo", "xyzzy"}, "basic, variables");
  check_refused({"fork", "--format", ""}, "text, lanes, raw, jsonl");
}

TEST_CASE("An option without its value, or with half a value, is refused") {
  const support::NothingLeft nothing_left;
  check_refused({"fork", "--demo"}, "--demo");
  check_refused({"fork", "--pace", "1"}, "like 500ms");
  check_refused({"fork", "--timeout", "soon"}, "--timeout takes a duration");
  for (const char* option : {"--demo", "-o", "--pace", "--timeout"}) {
    check_refused({"fork", option, ""}, "needs a value");
  }
  check_refused({"queue", "--items="}, "--items");
  check_refused({"show"}, "\"mpdemo show --help\"");
}

TEST_CASE("Options that contradict each other are refused") {
  const support::NothingLeft nothing_left;
  check_refused({"fork", "--step", "--auto"}, "exclude each other");
  check_refused({"fork", "--step", "--pace", "1s"}, "take one");
  check_refused({"fork", "--step", "--format", "jsonl"}, "with -o");
  check_refused({"replay", "x", "--step", "--auto"}, "exclude each other");
  check_refused({"replay", "x", "--step", "--follow"}, "take one");
  check_refused({"replay", "x", "--step", "-o", "y"}, "take one");
  check_refused({"replay", "x", "--step", "--format", "jsonl"}, "text or lanes, not as jsonl");
}

TEST_CASE("Each command explains itself on standard output") {
  const support::NothingLeft nothing_left;
  const std::vector<Arguments> commands = {{}, {"fork"}, {"list"}, {"show"}, {"replay"}};
  for (Arguments arguments : commands) {
    arguments.emplace_back("--help");
    CAPTURE(arguments);
    const Finished finished = mpdemo(arguments);
    CHECK(finished.status == exited(0));
    CHECK_THAT(finished.output, ContainsSubstring("Usage: mpdemo"));
    CHECK(finished.error.empty());
  }
}

TEST_CASE("The help of a lesson names every option it takes") {
  const support::NothingLeft nothing_left;
  const std::string help = mpdemo({"fork", "--help"}).output;
  for (const char* option : {"--demo", "--step", "--auto", "--pace", "--timeout", "--format", "-o",
                             "--ids", "--time", "--color", "--ascii", "--plain", "-v"}) {
    CHECK_THAT(help, ContainsSubstring(option));
  }
}

TEST_CASE("The help of a replay teaches its keys, and how a record gets there") {
  const support::NothingLeft nothing_left;
  const std::string help = mpdemo({"replay", "--help"}).output;
  for (const char* part : {"--step", "--auto", "--follow", "PageDown", "PageUp", "Home", "End",
                           "mpdemo replay run.jsonl --follow", "| mpdemo replay -"}) {
    CHECK_THAT(help, ContainsSubstring(part));
  }
}

TEST_CASE("The version is one line") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"--version"});
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.output, StartsWith("mpdemo "));
  CHECK(lines_of(finished.output).size() == 1);
  CHECK(finished.error.empty());
}

TEST_CASE("Without arguments mpdemo says what there is, in a dozen lines") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({});
  CHECK(finished.status == exited(0));
  CHECK(lines_of(finished.output).size() <= 12);
  for (const char* part : {"mpdemo fork", "mpdemo list", "mpdemo show", "mpdemo replay"}) {
    CHECK_THAT(finished.output, ContainsSubstring(part));
  }
  CHECK(finished.error.empty());
}

TEST_CASE("The diary is on standard error, and only when asked for") {
  const support::NothingLeft nothing_left;
  const Arguments quiet = {"fork", "--demo", "basic", "--format", "raw"};
  CHECK(mpdemo(quiet).error.empty());
  Arguments verbose = quiet;
  verbose.emplace_back("-v");
  const Finished finished = mpdemo(verbose);
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.error, ContainsSubstring("fork/basic"));
  CHECK(finished.output.find("started fork/basic") == std::string::npos);
}
