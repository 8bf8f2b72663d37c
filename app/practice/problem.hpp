#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/practice/exploration.hpp"
#include "app/practice/programs/draft.hpp"

namespace app::practice {

/// What all runs of a program come to.
enum class Ending { always, sometimes, never };

/// One of the answers that a question offers. What it says depends on the question.
struct Option {
  bool is_right = false;
  Output output = {};              ///< of Asks::outputs
  Ending ending = Ending::always;  ///< of Asks::ending
  Repair repair = {};              ///< of Asks::close
  std::string mended = {};         ///< of Asks::close: the source with it
  std::optional<Way> way = {};     ///< a run that shows it, or shows that it is wrong
  bool hangs = false;              ///< of Asks::close: that run never ends
};

/// A question whose answer is proved: all runs of its program are known. What makes problems
/// has made it, and those who show and ask them read it.
struct Problem {
  Draft draft;
  std::vector<Option> options = {};  ///< none: a number is asked for
  int processes = 0;                 ///< of Asks::processes: the answer
  std::optional<Way> run = {};       ///< one that ends
  std::optional<Way> hang = {};      ///< one that does not; empty: there is none
  std::uint64_t schedules = 0;       ///< that were tried, of the program as it is
  std::uint64_t outputs = 0;         ///< how many it can print

  /// The numbers of the right options, from 1; or the number of processes.
  std::set<int> answer() const;
  bool may_have_several() const { return draft.asks == Asks::outputs; }
};

/// A run to be watched.
struct Shown {
  std::string source;
  Way way;
  /// The option that it shows, from 1; 0: none.
  int option = 0;
};

/// The run that shows best why that answer is wrong, or what is right. Empty: there is none.
std::optional<Shown> run_against(const Problem& problem, const std::set<int>& given);

}  // namespace app::practice
