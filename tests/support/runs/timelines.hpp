#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/record/timeline.hpp"

namespace support {

/// Builds a timeline by hand, one line per event, as it would be recorded:
/// numbered, 100 microseconds apart, with its end.
class TimelineBuilder {
 public:
  struct Process {
    pid_t pid;
    pid_t ppid;
    std::string name;
  };

  TimelineBuilder(std::string_view lesson, std::string_view demo);

  TimelineBuilder& starts(const Process& who);
  TimelineBuilder& prints(const Process& who, std::string text);
  TimelineBuilder& writes(const Process& who, std::string bytes);
  TimelineBuilder& forks(const Process& who, const Process& child);
  TimelineBuilder& waits_for(const Process& who, const Process& child);
  TimelineBuilder& reaps(const Process& who, const Process& child);  ///< with the status of its end
  TimelineBuilder& exits(const Process& who, int status = 0);
  TimelineBuilder& is_killed(const Process& who, int signal);
  TimelineBuilder& is_lost(const Process& who);  ///< it ends, and nobody knows how
  TimelineBuilder& acts(const Process& who, probe::Act act);

  /// The run with all its events; it ended well.
  record::Timeline timeline() const;

 private:
  record::Timeline timeline_;
};

/// mpdemo itself is 4275 in all of these, and the first process 4276.
inline const TimelineBuilder::Process kParent{4276, 4275, "parent"};
inline const TimelineBuilder::Process kChild{4277, 4276, "child-1"};
inline const TimelineBuilder::Process kSecond{4278, 4276, "child-2"};
inline const TimelineBuilder::Process kGrandchild{4278, 4277, "child-1.1"};
inline const TimelineBuilder::Process kOrphan{4277, 4275, "child-1"};  ///< the child, once alone

/// An act of that kind on an object, with the value that was put, got, sent or
/// received.
probe::Act act(probe::Kind kind, const std::string& object = {}, const std::string& value = {});

/// fork/basic, with the parent or the child first after the fork.
record::Timeline fork_parent_first();
record::Timeline fork_child_first();

/// A child with a child of its own.
record::Timeline tree_of_three();

/// A child that is killed by SIGKILL; the run fails.
record::Timeline killed_child();

/// A child whose status went to somebody who did not tell.
record::Timeline lost_child();

/// A child that outlives its parent.
record::Timeline orphan();

/// Names and texts in Chinese, with an emoji.
record::Timeline chinese();

/// A consumer that keeps all its runs.
class Collector : public record::Consumer {
 public:
  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  const std::vector<record::Timeline>& runs() const { return runs_; }

 private:
  std::vector<record::Timeline> runs_;
};

}  // namespace support
