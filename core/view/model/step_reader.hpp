#pragma once

#include <sys/types.h>

#include <map>
#include <string>

#include "core/record/event.hpp"
#include "core/view/model/language.hpp"
#include "core/view/model/open_arrows.hpp"
#include "core/view/model/roster.hpp"
#include "core/view/model/step.hpp"

namespace view {

/// Reads a run event by event and returns what a picture has to show. A view
/// with lifelines drives it, and asks it for the names of processes.
///
/// A lifeline begins where its process is forked or first seen. It is closed when
/// the process has been reaped, or has ended without a parent in the run.
class StepReader {
 public:
  /// `pids`: a process without a known name is named by its PID.
  explicit StepReader(bool pids, Language language = Language::english)
      : pids_(pids), language_(language) {}

  Step read(const record::Event& event);
  /// One process has come and gone unseen.
  void skip() { roster_.skip(); }

  /// How many lifelines are open.
  std::size_t open_lifelines() const { return open_.size(); }

  /// Whether the lifeline of that process is open.
  bool shows(int process) const { return open_.contains(process); }

  Language language() const { return language_; }

  const Roster& roster() const { return roster_; }

  /// "child-1 4277": to introduce a process.
  std::string label_of(pid_t pid) const;
  /// "child-1": after it was introduced.
  std::string mention(pid_t pid) const;

 private:
  struct Lifeline {
    int parent = 0;  // once it has ended
    bool ended = false;
  };

  void report(const record::Event& event, Step& step) const;
  void hand_over(const record::Event& event, Step& step);
  void receive(const record::Event& event, Step& step);
  void reach_out(const record::Event& event, Step& step) const;
  void close_lifelines(const record::Event& event, Step& step);

  bool pids_;
  Language language_;
  Roster roster_;
  OpenArrows arrows_;
  std::map<int, Lifeline> open_;
};

/// "SIGTERM", without the number.
std::string brief_signal(int signal, Language language);

}  // namespace view
