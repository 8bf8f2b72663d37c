#pragma once

#include <compare>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/record/timeline.hpp"

namespace record {

/// What one run came to, as a reader of its output sees it: who printed what,
/// in order, and how it ended. With stable IDs in it, two runs that a reader
/// cannot tell apart have equal outcomes.
struct Outcome {
  struct Line {
    std::string name;  ///< of the process that printed it
    std::string text;  ///< without its newline; raw bytes

    bool operator==(const Line&) const = default;
    std::strong_ordering operator<=>(const Line& other) const {
      return std::tie(name, text) <=> std::tie(other.name, other.text);
    }
  };

  std::vector<Line> lines;
  std::string ending = "ok";  ///< ok, or the status of the run's end: deadlock, failed, hung ...

  bool is_ok() const { return ending == "ok"; }

  bool operator==(const Outcome&) const = default;
  std::strong_ordering operator<=>(const Outcome& other) const {
    return std::tie(lines, ending) <=> std::tie(other.lines, other.ending);
  }
};

/// Builds the outcome of a run as it happens. It is a consumer of the run,
/// after view::StableIds, so that PIDs are names already.
///
/// A line written in pieces counts where it was finished: how long its writer
/// took does not change the outcome.
class OutcomeCollector : public Consumer {
 public:
  void begin(const Run& run) override;
  void event(const Event& event) override;
  void end(const End& end) override;

  /// The outcome of the run that began last; complete once that run has ended.
  const Outcome& outcome() const { return outcome_; }
  /// Why it ended as it did; "" when it ended well.
  const std::string& reason() const { return reason_; }
  /// Whether any process has slept in any run so far.
  bool any_slept() const { return any_slept_; }

 private:
  void finish_lines(pid_t writer);

  Outcome outcome_;
  /// For each writer: what it has begun to write to a stream, and its name.
  std::map<std::pair<pid_t, probe::Stream>, Outcome::Line> unfinished_;
  std::string reason_;
  bool any_slept_ = false;
};

}  // namespace record
