#pragma once

#include <sys/types.h>

#include <string>
#include <unordered_map>

#include "core/probe/watcher.hpp"
#include "core/stage/board.hpp"
#include "core/trace/event_channel.hpp"

namespace stage {

/// Watches one process of a demo from inside: holds it at its gate and sends
/// what it has done to the director. The stage puts one into the first process;
/// each fork copies it, and the copy becomes the child's own.
class Actor : public probe::Watcher {
 public:
  Actor(Board& board, trace::EventSender& sender, int slot)
      : board_(board), sender_(sender), slot_(slot) {}

  /// The first process is there.
  void enter();

  void hold(const probe::Act& act) override;
  void done(const probe::Act& act) override;
  bool blocked(const probe::Act& act) override;
  void forking(const probe::Act& act) override;
  void forked_child() override;
  void forked_parent(pid_t child) override;
  void fork_failed() override;
  std::string name_of(pid_t pid) const override;

 private:
  /// A fork between the decision and its result: the same facts for both.
  struct Birth {
    probe::Act act;
    trace::Origin origin;
    std::string name;
    int slot = -1;
  };

  trace::Notice notice(trace::Phase phase, const probe::Act& act) const;
  void send_start(const Birth* birth);

  Board& board_;
  trace::EventSender& sender_;
  int slot_;
  pid_t pid_ = 0;
  std::string name_ = "parent";
  Birth birth_;
  int children_born_ = 0;
  std::unordered_map<pid_t, std::string> children_;
};

}  // namespace stage
