#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/os/process/group_kill_switch.hpp"
#include "core/probe/watcher.hpp"
#include "core/record/event_channel.hpp"
#include "core/stage/page_names.hpp"
#include "core/stage/shared_slots.hpp"

namespace stage {

/// Watches one process of a demo from inside: holds it at its gate and sends
/// its acts to the director. The stage puts one into the first process; each
/// fork copies it, and the copy becomes the child's own.
class Actor : public probe::Watcher {
 public:
  Actor(SharedSlots& slots, record::EventSender& sender, const os::GroupKillSwitch& kill_switch,
        const PageNames& names, int slot, double speed)
      : slots_(slots),
        sender_(sender),
        kill_switch_(kill_switch),
        names_(names),
        slot_(slot),
        speed_(speed) {}

  /// Starts watching the first process.
  void enter();
  /// Continues watching this process, called `name`, after it has executed a
  /// program.
  void go_on_as(std::string name);

  void hold(const probe::Act& act, probe::Deadline deadline) override;
  void done(const probe::Act& act) override;
  void trying(const probe::Act& act) override;
  bool blocked(const probe::Act& act, probe::Deadline deadline) override;
  void gave_up(const probe::Act& act) override;
  void stand_by() override;
  void learned(std::string_view what) override;
  bool sees_quiet_acts() const override { return slots_.holds(); }
  os::Stamp now() const override { return slots_.holds() ? slots_.clock() : os::now(); }
  /// With virtual time there is nothing to shorten.
  double speed() const override { return slots_.holds() ? 1 : speed_; }
  probe::ObjectRef name_object(probe::ObjectType type, probe::Place place) override;
  void forking(const probe::Act& act, const std::string& name) override;
  void forked_child() override;
  void forked_parent(pid_t child) override;
  void fork_failed() override;
  std::string name_of(pid_t pid) const override;
  probe::ExecHandoff exec_handoff() const override;

 private:
  /// A fork in progress: the same facts for parent and child.
  struct Birth {
    probe::Act act;
    record::Origin origin;
    std::string name;
    int slot = -1;
  };

  record::Notice notice(record::Phase phase, const probe::Act& act) const;
  void send_start(const Birth* birth);

  SharedSlots& slots_;
  record::EventSender& sender_;
  const os::GroupKillSwitch& kill_switch_;
  const PageNames& names_;
  int slot_;
  double speed_;
  pid_t pid_ = 0;
  std::string name_ = "parent";
  std::optional<os::Stamp> tried_at_;  // when the current giving act began
  bool waits_ = false;                 // it has reported an event that it is blocked
  bool stands_blocked_ = false;        // it has told the stage so
  Birth birth_;
  int children_born_ = 0;
  std::unordered_map<pid_t, std::string> children_;
};

}  // namespace stage
