#pragma once

#include <signal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/os/process.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/eventually.hpp"

// What the tests of observe share: a program, run with mpdemo and without.

namespace tests {

inline const std::string kCorpus = MPDEMO_CORPUS;

/// `mpdemo trace OPTIONS -- PROGRAM`
inline Arguments trace_of(const Arguments& program, Arguments options = {}) {
  options.insert(options.begin(), "trace");
  options.emplace_back("--");
  options.insert(options.end(), program.begin(), program.end());
  return options;
}

/// A program run twice.
struct Compared {
  Finished plain;
  Finished traced;
  trace::Timeline run;
};

/// Runs a program as it is, and traced into a record, which keeps the laws; its
/// own bytes go where they would have gone.
inline Compared compare(const Arguments& program, const Arguments& options = {}) {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Arguments recording = options;
  for (const std::string& word :
       {std::string("--format"), std::string("jsonl"), std::string("-o"), folder / "run.jsonl"}) {
    recording.push_back(word);
  }
  Compared compared{support::run(program.front(), Arguments(program.begin() + 1, program.end())),
                    mpdemo(trace_of(program, recording)),
                    {}};
  compared.run = lawful_run_in(contents_of(folder / "run.jsonl"));
  return compared;
}

/// Lines in an order that no scheduler has a say in.
inline std::vector<std::string> sorted_lines(const std::string& text) {
  auto lines = lines_of(text);
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline void check_same(const Compared& compared) {
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  CHECK(sorted_lines(compared.traced.output) == sorted_lines(compared.plain.output));
  CHECK(sorted_lines(compared.traced.error) == sorted_lines(compared.plain.error));
}

/// Ctrl-C, again and again: two that come together are one. Whoever is asked
/// twice ends, and takes all with it.
inline void interrupt_until_it_ends(Program& program) {
  CHECK(support::eventually([&] {
    program.send_keys("\x03");
    const auto state = os::state_of(program.pid());
    return !state || state->has_ended();
  }));
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
}

inline std::size_t count(const trace::Timeline& run, probe::Kind kind) {
  return events_of(run, kind).size();
}

}  // namespace tests
