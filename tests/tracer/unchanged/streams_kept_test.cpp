#include <algorithm>
#include <string>

#include "tests/tracer/unchanged/settings.hpp"

// A program's standard output is of the same kind as without mpdemo: a terminal, a
// pipe, a file.

namespace tests {
namespace {

TEST_CASE("on a terminal a program sees a terminal of that size in each form of trace") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options options = support::on_terminal();
  options.columns = 100;
  options.rows = 30;
  const Arguments is_told = {"sh", "-c", "test -t 0 && test -t 1 && test -t 2 && stty size <&1"};
  for (const Arguments& form :
       {Arguments{}, Arguments{"--format", "text"}, Arguments{"--format", "raw"},
        Arguments{"--format", "lanes"}, Arguments{"--format", "jsonl", "-o", folder / "run.jsonl"},
        Arguments{"--format", "text", "-o", folder / "run.txt"}}) {
    CAPTURE(form);
    const Finished traced = mpdemo(trace_of(is_told, form), options);
    CHECK(traced.status == exited(0));
    CHECK_THAT(traced.output, ContainsSubstring("30 100"));
  }
}

/// Checks that a view of a run shows each line that the program writes without
/// mpdemo.
void check_shown(const std::string& plain, const std::string& view) {
  for (std::string line : lines_of(plain)) {
    std::erase(line, '\r');
    line.erase(line.find_last_not_of(' ') + 1);
    CAPTURE(line);
    CHECK(view.find(line) != std::string::npos);
  }
}

TEST_CASE("on a terminal the view in sentences leaves each program its status and its words") {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::terminal);
  const auto check = [&](const std::string& file) {
    const Arguments command = support::command_of(file);
    const Seen plain = stand.run(command);
    const Seen traced = stand.trace(command, {"--format", "text", "--color", "never"});
    CHECK(traced.status == exited(plain.status.code()));
    return std::pair(plain.output, traced.output);
  };
  for (const char* file : {"output/columns.c", "output/terminal.c", "output/is_it_a_terminal.py",
                           "surroundings/groups.c", "surroundings/descriptors.c"}) {
    CAPTURE(file);
    const auto [plain, traced] = check(file);
    check_shown(plain, traced);
  }
  // There two processes, or two streams, write one line: a view shows each part by
  // itself.
  for (const char* file : {"output/letters_in_turn.c", "output/checking.sh", "output/listing.sh",
                           "processes/endings.c", "signals/traps.sh", "pipes/yes_and_head.sh"}) {
    CAPTURE(file);
    check(file);
  }
}

TEST_CASE("a program hears that its window has another size") {
  const support::NothingLeft nothing_left;
  for (const char* form : {"raw", "text"}) {
    CAPTURE(form);
    Program program(kMpdemo,
                    trace_of(support::command_of("signals/window_size.c"), {"--format", form}),
                    support::on_terminal());
    program.expect("at first: 80 x 24");
    program.terminal().resize(100, 30);
    program.expect("now: 100 x 30");
    CHECK(program.wait() == exited(3));
  }
}

TEST_CASE("a program that redirects to its own standard output begins the file anew") {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::files);
  const Arguments command = {"sh", "-c", "echo first; echo anew > /dev/stdout"};
  CHECK(stand.run(command).output == "anew\n");
  CHECK(stand.trace(command, {"--format", "raw"}).output == "anew\n");
  CHECK(stand.record(command).output == "anew\n");
}

TEST_CASE("a program that fills its output without blocking finds it full") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments fills =
      together(support::command_of("pipes/fills_its_output.c"), {"until it is full"});
  Options options;
  options.output = To::unread;
  for (const Arguments& form :
       {Arguments{"--format", "raw"}, Arguments{"--format", "jsonl", "-o", folder / "run.jsonl"}}) {
    CAPTURE(form);
    Program program(kMpdemo, trace_of(fills, form), options);
    CHECK(program.wait() == exited(0));
    CHECK(program.error() ==
          "size 16384, fits 16384\nthen 0 KiB more, then: Resource temporarily unavailable\n");
    CHECK(program.unread() == 16384);
  }
}

TEST_CASE("with a picture in a file the program keeps its own streams") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const char* format : {"text", "lanes", "svg", "html", "mermaid", "chrome", "asciicast"}) {
    CAPTURE(format);
    Stand stand(Setting::one_pipe);
    for (const char* file : {"output/kinds.c", "output/letters_in_turn.c", "output/checking.sh"}) {
      CAPTURE(file);
      const Arguments command = support::command_of(file);
      const Seen plain = stand.run(command);
      const Seen traced = stand.trace(command, {"--format", format, "-o", folder / "view"});
      CHECK(difference(plain.output, traced.output) == "");
      CHECK(traced.status == exited(plain.status.code()));
    }
  }
}

}  // namespace
}  // namespace tests
