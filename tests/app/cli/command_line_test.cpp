#include "tests/app/mpdemo.hpp"

using namespace tests;

TEST_CASE("The version is one line") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"--version"});
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.output, StartsWith("mpdemo "));
  CHECK(lines_of(finished.output).size() == 1);
  CHECK(finished.error.empty());
}

TEST_CASE("Without arguments mpdemo says what there is, on one screen") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({});
  CHECK(finished.status == exited(0));
  CHECK(lines_of(finished.output).size() < 24);
  for (const char* part : {"mpdemo fork", "mpdemo list", "mpdemo show", "mpdemo replay"}) {
    CHECK_THAT(finished.output, ContainsSubstring(part));
  }
  CHECK(finished.error.empty());
}

TEST_CASE("The log is on standard error, and only when asked for") {
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
