#pragma once

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string>

#include "core/record/event.hpp"

namespace bench {

/// Generates the events of a run on demand: forty processes that print, wait,
/// sleep and exchange values, and that end and are replaced. A measure drives it.
class MadeUpRun {
 public:
  static constexpr int kProcesses = 40;
  static constexpr pid_t kParent = 1000;

  /// The next event: all forty do the same, one after the other, repeatedly.
  record::Event next() {
    const auto turn = static_cast<int>(seq_) - 1;
    if (turn == 0) return of(kParent, act(Kind::start));
    const int child = (turn - 1) % kProcesses;
    const auto step = static_cast<std::size_t>((turn - 1) / kProcesses) % kScene.size();
    return scene(kParent + 1 + child, kScene[step]);
  }

  static std::string name_of(pid_t pid) {
    return pid == kParent ? "parent" : fmt::format("child-{}", pid - kParent);
  }

 private:
  using Act = probe::Act;
  using Kind = probe::Kind;

  static constexpr std::array kScene = {Kind::fork,  Kind::start, Kind::print, Kind::put,
                                        Kind::sleep, Kind::get,   Kind::print, Kind::block,
                                        Kind::lock,  Kind::exit,  Kind::reap};

  static Act act(Kind kind) {
    Act made;
    made.kind = kind;
    made.file = "lessons/queue/handover.cpp";
    made.line = 12;
    return made;
  }

  record::Event scene(pid_t child, Kind kind) {
    Act made = act(kind);
    const bool by_parent = kind == Kind::fork || kind == Kind::reap || kind == Kind::get;
    if (kind == Kind::fork || kind == Kind::reap) made.peer = child;
    if (kind == Kind::fork || kind == Kind::reap) made.peer_name = name_of(child);
    if (kind == Kind::put || kind == Kind::get) made.object = probe::ObjectRef::parse("queue-1");
    if (kind == Kind::put || kind == Kind::get) made.value = fmt::format("value {}", child);
    if (kind == Kind::print) made.text = fmt::format("this is event {}\n", seq_);
    if (kind == Kind::block || kind == Kind::lock) made.object = probe::ObjectRef::parse("lock-1");
    if (kind == Kind::sleep) made.duration = std::chrono::seconds(2);
    if (kind == Kind::exit || kind == Kind::reap) made.status = 0;
    return of(by_parent ? kParent : child, made);
  }

  record::Event of(pid_t pid, Act made) {
    record::Event event;
    event.seq = seq_++;
    event.t = std::chrono::microseconds(37 * event.seq);
    event.pid = pid;
    event.ppid = pid == kParent ? 1 : kParent;
    event.name = name_of(pid);
    event.act = std::move(made);
    return event;
  }

  std::uint64_t seq_ = 1;
};

}  // namespace bench
