#include "tests/support/runs/timelines.hpp"

#include <utility>

#include "core/record/act_text.hpp"

namespace support {
namespace {

using probe::Act;
using probe::Kind;

Act on_peer(Kind kind, const TimelineBuilder::Process& peer) {
  Act made = act(kind);
  made.peer = peer.pid;
  made.peer_name = peer.name;
  return made;
}

}  // namespace

Act act(Kind kind, const std::string& object, const std::string& value) {
  Act made;
  made.kind = kind;
  record::set_object(made, object);
  record::set_value(made, value);
  return made;
}

TimelineBuilder::TimelineBuilder(std::string_view lesson, std::string_view demo) {
  timeline_.run.lesson = lesson;
  timeline_.run.demo = demo;
  timeline_.run.argv = {"mpdemo", std::string(lesson)};
  timeline_.run.started = "2026-01-31T09:15:00.123456Z";
}

TimelineBuilder& TimelineBuilder::acts(const Process& who, Act done) {
  record::Event event;
  event.seq = timeline_.events.size() + 1;
  event.t = std::chrono::microseconds(100 * timeline_.events.size());
  event.pid = who.pid;
  event.ppid = who.ppid;
  event.name = who.name;
  event.act = std::move(done);
  timeline_.events.push_back(std::move(event));
  return *this;
}

TimelineBuilder& TimelineBuilder::starts(const Process& who) {
  return acts(who, act(Kind::start));
}

TimelineBuilder& TimelineBuilder::prints(const Process& who, std::string text) {
  Act print = act(Kind::print);
  print.text = std::move(text);
  return acts(who, std::move(print));
}

TimelineBuilder& TimelineBuilder::writes(const Process& who, std::string bytes) {
  Act output = act(Kind::output);
  output.text = std::move(bytes);
  return acts(who, std::move(output));
}

TimelineBuilder& TimelineBuilder::forks(const Process& who, const Process& child) {
  return acts(who, on_peer(Kind::fork, child));
}

TimelineBuilder& TimelineBuilder::waits_for(const Process& who, const Process& child) {
  return acts(who, on_peer(Kind::wait, child));
}

TimelineBuilder& TimelineBuilder::reaps(const Process& who, const Process& child) {
  Act reap = on_peer(Kind::reap, child);
  for (const record::Event& event : timeline_.events) {
    if (event.pid != child.pid) continue;
    if (event.act.kind != Kind::exit && event.act.kind != Kind::signal) continue;
    reap.status = event.act.status;
    reap.signal = event.act.signal;
  }
  return acts(who, std::move(reap));
}

TimelineBuilder& TimelineBuilder::exits(const Process& who, int status) {
  Act exit = act(Kind::exit);
  exit.status = status;
  return acts(who, std::move(exit));
}

TimelineBuilder& TimelineBuilder::is_killed(const Process& who, int signal) {
  Act killed = act(Kind::signal);
  killed.signal = signal;
  return acts(who, std::move(killed));
}

TimelineBuilder& TimelineBuilder::is_lost(const Process& who) {
  return acts(who, act(Kind::exit));
}

record::Timeline TimelineBuilder::timeline() const {
  record::Timeline whole = timeline_;
  whole.end.events = whole.events.size();
  return whole;
}

record::Timeline fork_parent_first() {
  return TimelineBuilder("fork", "basic")
      .starts(kParent)
      .prints(kParent, "one process, 4276, about to become two")
      .forks(kParent, kChild)
      .prints(kParent, "parent 4276: fork gave me 4277")
      .starts(kChild)
      .waits_for(kParent, kChild)
      .prints(kChild, "child 4277: fork gave me 0, my parent is 4276")
      .exits(kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

record::Timeline fork_child_first() {
  return TimelineBuilder("fork", "basic")
      .starts(kParent)
      .prints(kParent, "one process, 4276, about to become two")
      .forks(kParent, kChild)
      .starts(kChild)
      .prints(kChild, "child 4277: fork gave me 0, my parent is 4276")
      .exits(kChild)
      .prints(kParent, "parent 4276: fork gave me 4277")
      .waits_for(kParent, kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

record::Timeline tree_of_three() {
  return TimelineBuilder("fork", "tree")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .forks(kChild, kGrandchild)
      .waits_for(kParent, kChild)
      .starts(kGrandchild)
      .prints(kGrandchild, "4278 is a child of 4277")
      .exits(kGrandchild, 3)
      .reaps(kChild, kGrandchild)
      .exits(kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

record::Timeline killed_child() {
  constexpr int kSigkill = 9;
  record::Timeline run = TimelineBuilder("fork", "killed")
                             .starts(kParent)
                             .forks(kParent, kChild)
                             .starts(kChild)
                             .waits_for(kParent, kChild)
                             .is_killed(kChild, kSigkill)
                             .reaps(kParent, kChild)
                             .exits(kParent, 1)
                             .timeline();
  run.end.status = "failed";
  run.end.reason = "child-1 4277 was killed by SIGKILL (9)";
  return run;
}

record::Timeline lost_child() {
  return TimelineBuilder("fork", "lost")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .waits_for(kParent, kChild)
      .is_lost(kChild)
      .reaps(kParent, kChild)
      .exits(kParent)
      .timeline();
}

record::Timeline orphan() {
  return TimelineBuilder("fork", "orphan")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .prints(kChild, "my parent is 4276")
      .exits(kParent)
      .prints(kOrphan, "my parent is 4275 now")
      .exits(kOrphan)
      .timeline();
}

record::Timeline chinese() {
  const TimelineBuilder::Process parent{4276, 4275, "父进程"};
  const TimelineBuilder::Process child{4277, 4276, "子进程-1"};
  return TimelineBuilder("分叉", "基础")
      .starts(parent)
      .forks(parent, child)
      .prints(parent, "进程4276有了孩子4277 🎉")
      .starts(child)
      .prints(child, "我是子进程")
      .exits(child)
      .exits(parent)
      .timeline();
}

void Collector::begin(const record::Run& run) {
  runs_.emplace_back().run = run;
}

void Collector::event(const record::Event& event) {
  runs_.back().events.push_back(event);
}

void Collector::end(const record::End& end) {
  runs_.back().end = end;
}

}  // namespace support
