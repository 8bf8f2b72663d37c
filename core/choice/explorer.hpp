#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"
#include "core/choice/search.hpp"

namespace choice {

/// Runs a program on fresh processes, passes its run to the consumer as it
/// happens, and returns when no process of it is left.
using Runner = std::function<Result(const RunOptions& options, record::Consumer& consumer,
                                    Audience& audience)>;

/// Runs a program again and again, on fresh processes each time, until the runs
/// have reached every possible outcome. app drives it, one run after another, for
/// as long as it likes.
class Explorer {
 public:
  struct Terms {
    bool prunes = true;          ///< leaves out orders that cannot differ in outcome
    bool honours_sleep = false;  ///< see RunOptions
    /// The limit of one run: a process may never come to its next act.
    std::chrono::nanoseconds timeout = std::chrono::seconds(10);
  };

  Explorer(Runner run, Terms terms);

  /// Makes one more run, passed to `consumer`. Empty: there are no more.
  std::optional<Result> next(record::Consumer& consumer, Audience& audience);

  /// Whether the last run was ended early because the rest was known.
  bool was_cut() const { return was_cut_; }

  std::uint64_t runs() const { return runs_; }      ///< to the end of the program
  std::uint64_t cuts() const { return cuts_; }      ///< ended early
  std::uint64_t strays() const { return strays_; }  ///< that did something else than before

 private:
  Runner run_;
  Search search_;
  RunOptions options_;
  bool has_more_ = true;
  bool was_cut_ = false;
  std::uint64_t runs_ = 0;
  std::uint64_t cuts_ = 0;
  std::uint64_t strays_ = 0;
};

}  // namespace choice
