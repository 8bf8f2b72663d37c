#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace app::practice {

/// What a program is about.
enum class Topic { fork, pipe, lock, wait, signal };
enum class Programming { c, python };

/// What is asked about a program.
enum class Asks {
  processes,  ///< how many there are in all
  outputs,    ///< which of some outputs it can print
  ending,     ///< whether every run of it ends
  close       ///< which close() is missing
};

/// What there is to learn from a program: a sentence in each language says it.
enum class Fact {
  fork_doubles,
  fork_shortcut,
  falls_through,
  no_order,
  own_copy,
  copied_buffer,
  waits_for_one,
  waits_for_any,
  waits_for_that,
  exit_status,
  no_child_to_wait_for,
  paused_for_ever,
  read_waits,
  writers_mix,
  read_takes_what_is_there,
  end_of_pipe,
  lock_excludes,
  lock_for_takers,
  lock_for_two,
  lock_shared,
  event_first,
  two_locks,
  one_order,
  lock_kept,
  default_action,
  harmless_signal,
  ignored_before,
  ignored_by_parent,
  handler_any_time,
  signal_before_pause,
  signal_blocked,
  last  ///< is none, but one more than the last
};

/// What a run shows at its end: the lines, whoever has printed them, and whether it ends.
struct Output {
  std::vector<std::string> lines;
  bool ends = true;
  bool operator==(const Output&) const = default;
  std::strong_ordering operator<=>(const Output& other) const {
    return std::tie(lines, ends) <=> std::tie(other.lines, other.ends);
  }
};

/// A line that might be added to a program, and after which of its lines, from 1.
struct Repair {
  std::size_t after = 0;
  std::string line;  ///< with its indentation
  bool operator==(const Repair&) const = default;
};

/// A program and what is asked about it. A generator has made it; the answer is not known
/// before all runs of the program are.
struct Draft {
  Topic topic = Topic::fork;
  int level = 1;
  Programming programming = Programming::c;
  Asks asks = Asks::outputs;
  Fact fact = Fact::fork_doubles;
  std::vector<std::string> lines = {};  ///< the source
  std::vector<Output> likely = {};      ///< what a reader may take for its output
  std::vector<Repair> repairs = {};     ///< of Asks::close; the first is meant to mend it

  std::string source() const;
  /// The source with that repair in it.
  std::string mended(const Repair& repair) const;
};

}  // namespace app::practice
