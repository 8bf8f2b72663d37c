#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/choice/point.hpp"
#include "core/record/timeline.hpp"
#include "core/view/model/telling.hpp"

namespace view {

/// Names each process of a traced program for people: by its command after an exec, unless
/// its program has named it. Who shows a run drives it, event by event; pages pass through
/// it unchanged.
class ProcessNaming {
 public:
  explicit ProcessNaming(Telling telling) : telling_(telling) {}

  void begin(const record::Run& run);
  /// Gives the processes of the event their names. It is still the former name that
  /// executes.
  void name(record::Event& event);

  /// The same for those of a point and of an end, from the events so far.
  void name(choice::Point& point) const;
  record::End named(const record::End& end) const;

 private:
  /// A process that has not ended, or the last one with its PID.
  struct Process {
    std::string recorded;  // its name in the record
    std::string name;      // by its command; empty: it has that of the record
  };

  Process& known_as(const record::Event& event);
  std::string name_for(const probe::Act& exec);
  std::string name_of(pid_t pid, const std::string& recorded) const;

  Telling telling_;
  bool changes_ = false;
  std::unordered_map<pid_t, Process> processes_;
  std::map<int, pid_t> numbers_;      // of processes
  std::map<std::string, int> names_;  // how many have had it
  std::set<std::string> taken_;       // names that are some process's
};

}  // namespace view
