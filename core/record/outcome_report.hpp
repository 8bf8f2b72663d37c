#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/record/outcome_table.hpp"

namespace record {

/// The results of exploring a demo and running it freely, or only of running
/// it: all that a view needs to show them. The code that explored the demo
/// fills it in.
struct OutcomeReport {
  std::string lesson;
  std::string demo;
  std::vector<OutcomeRow> rows;  ///< as OutcomeTable orders them

  bool only_seen = false;  ///< possible outcomes were not searched: there may be others
  std::size_t most = 50;   ///< how many rows people are shown

  std::string outcomes;              ///< how many are possible, in digits; there may be more than
                                     ///< `rows`; empty: as many as the possible rows
  std::size_t states = 0;            ///< that the demo can be in, as far as they are known
  std::size_t edges = 0;             ///< acts that lead from one of them to another
  std::vector<std::string> reasons;  ///< why not all is known, each a clause
  std::size_t impossible = 0;        ///< rows that were seen and are not possible: an error of ours

  std::uint64_t schedules = 0;         ///< complete runs, each under a schedule of its own
  std::uint64_t cut = 0;               ///< replays cut short: they could lead nowhere new
  std::uint64_t strayed = 0;           ///< replays that did something else than before
  bool exhaustive = false;             ///< all that is possible is known
  bool tried_all = false;              ///< no schedule is left to try, whether that is all or not
  bool interrupted = false;            ///< stopped from outside before it was done
  bool pruned = false;                 ///< orders that cannot differ were left out
  bool names_pids = false;             ///< a name stands where a PID was printed
  bool honours_sleep = false;          ///< shorter sleeps end earlier, in every schedule
  std::chrono::nanoseconds budget{0};  ///< the time that exploring was given; 0: without limit

  std::uint64_t runs = 0;  ///< free runs
  double speed = 1;        ///< of these: 100 = sleeps a hundred times shorter

  std::string command;  ///< repeats an outcome when followed by " --schedule S"
  std::string program;  ///< and then by " -- " and this; empty: by nothing
};

}  // namespace record
