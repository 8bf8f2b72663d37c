#pragma once

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string>
#include <vector>

#include "core/os/process/process.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/eventually.hpp"

// Shared by the tests of trace: a program, run with mpdemo and without.

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
  record::Timeline run;
};

/// Runs a program plain, and traced into a record, which must obey the laws; in
/// both cases it keeps its own output.
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

/// Lines in an order that does not depend on the scheduler.
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

/// From now on a call fails in this process, as it may in a container.
inline void refuse(std::uint32_t number) {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{4, program};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}
inline void refuse_ptrace(Options& options) {
  options.before_exec = [] { refuse(SYS_ptrace); };
  // A sanitizer's search for leaks would need it.
  options.environment["ASAN_OPTIONS"] = "detect_leaks=0";
}

/// Presses Ctrl-C repeatedly, since two that come together count as one. After
/// the second one mpdemo ends, and all processes with it.
inline void interrupt_until_it_ends(Program& program) {
  CHECK(support::eventually([&] {
    program.send_keys("\x03");
    const auto state = os::state_of(program.pid());
    return !state || state->has_ended();
  }));
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
}

inline std::size_t count(const record::Timeline& run, probe::Kind kind) {
  return events_of(run, kind).size();
}

}  // namespace tests
