#include <string>

#include "core/view/formats.hpp"
#include "tests/tracer/traced.hpp"

namespace tests {
namespace {

TEST_CASE("raw keeps standard output and standard error apart, byte by byte") {
  for (const char* program : {"both-streams", "odd-bytes", "unfinished-line"}) {
    for (const char* observer : {"ptrace", "output"}) {
      CAPTURE(program, observer);
      const support::NothingLeft nothing_left;
      const Finished plain = support::run(kCorpus, {program});
      const Finished traced =
          mpdemo(trace_of({kCorpus, program}, {"--format", "raw", "--observe", observer}));
      CHECK(traced.output == plain.output);
      CHECK(traced.error == plain.error);
      CHECK(traced.status == plain.status);
    }
  }
}

TEST_CASE("a raw file has what went to standard output, and the errors go where they would") {
  const Folder folder;
  const Finished traced =
      mpdemo(trace_of({kCorpus, "both-streams"}, {"--format", "raw", "-o", folder / "out"}));
  CHECK(contents_of(folder / "out") == "out 0\nout 1\nout 2\n");
  CHECK(traced.output.empty());
  CHECK(traced.error == "err\nerr\nerr\n");
}

TEST_CASE("a program opens its own output by name, as it would a pipe") {
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const support::NothingLeft nothing_left;
    const Finished traced =
        mpdemo(trace_of({kCorpus, "opens-its-output"}, {"--format", "raw", "--observe", observer}));
    CHECK(traced.output == "/dev/stdout\n/dev/fd/1\n/proc/self/fd/1\n");
    CHECK(traced.error == "/dev/stderr\n");
    CHECK(traced.status == exited(0));
  }
}

TEST_CASE("a hundred megabytes come out as they went in") {
  Options options;
  const Folder folder;
  options.output = Stream(folder / "plain");
  const Finished plain = support::run(kCorpus, {"hundred-megabytes"}, options);
  options.output = Stream(folder / "traced");
  const Finished traced =
      mpdemo(trace_of({kCorpus, "hundred-megabytes"}, {"--format", "raw"}), options);
  CHECK(traced.status == plain.status);
  const bool is_same = contents_of(folder / "traced") == contents_of(folder / "plain");
  CHECK(is_same);
}

TEST_CASE("a program asks at the terminal, and gets what is typed") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "asks"}, {"--format", "raw"}),
                  support::on_terminal());
  program.expect("Your name? ");
  program.send_keys("Tony\n");
  program.expect("Hello, Tony");
  CHECK(program.wait() == exited(4));
}

TEST_CASE("every view shows a traced run, and the record gives the same again") {
  const Folder folder;
  const Finished recorded = mpdemo(
      trace_of({kCorpus, "merged-signals"}, {"--format", "jsonl", "-o", folder / "run.jsonl"}));
  REQUIRE(recorded.status == exited(1));
  for (const auto& format : view::formats()) {
    CAPTURE(std::string(format.name));
    const Finished traced =
        mpdemo(trace_of({kCorpus, "merged-signals"}, {"--format", std::string(format.name)}));
    CHECK(traced.status == exited(1));
    CHECK_THAT(traced.output, ContainsSubstring("handled 1"));
    const Finished replayed =
        mpdemo({"replay", folder / "run.jsonl", "--format", std::string(format.name)});
    CHECK(replayed.status == exited(0));
    CHECK_THAT(replayed.output, ContainsSubstring("handled 1"));
  }
  const Finished again = mpdemo({"replay", folder / "run.jsonl", "--format", "jsonl"});
  CHECK(again.output == contents_of(folder / "run.jsonl"));
}

TEST_CASE("a reader who leaves ends the program quietly") {
  const support::NothingLeft nothing_left;
  Options options;
  options.output = To::one_line;
  const Finished traced =
      mpdemo(trace_of({kCorpus, "hundred-megabytes"}, {"--format", "raw"}), options);
  CHECK(traced.error.empty());
}

}  // namespace
}  // namespace tests
