#include "tests/support/runs/laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace support {
namespace {

using probe::Kind;
using record::Event;

/// Reads a timeline once, from the first event to the last, and notes every law
/// that it breaks. broken_laws drives it.
class Judge {
 public:
  void hear(const Event& event) {
    ++heard_;
    check_order(event);
    check_life(event);
    if (event.act.kind == Kind::fork) check_fork(event);
    if (event.act.kind == Kind::reap) check_reap(event);
    check_messages(event);
  }

  void hear(const record::End& end) {
    for (const auto& [pid, lives] : lives_) {
      for (const Life& life : lives) {
        if (!life.started)
          blame("{} {} was forked in event {} but never starts", life.name, pid, life.forked_in);
        else if (!life.ended)
          blame("{} {} has no end", life.name, pid);
      }
    }
    if (end.events != heard_) blame("the end counts {} events, there are {}", end.events, heard_);
    if (end.lost != 0) blame("{} events are lost", end.lost);
  }

  std::vector<std::string> verdict() { return std::move(broken_); }

 private:
  /// One process, from its fork to its reap.
  struct Life {
    std::string name;
    std::uint64_t forked_in = 0;  // which event; 0: none
    bool started = false;
    bool ended = false;
    bool reaped = false;
  };

  struct Queue {
    std::uint64_t puts = 0, gets = 0;
  };

  /// How many messages have been sent through a pipe, and received.
  struct Pipe {
    std::uint64_t sends = 0, receives = 0;
  };

  template <typename... Args>
  void blame(fmt::format_string<Args...> format, Args&&... args) {
    broken_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  static std::string who(const Event& event) {
    return fmt::format("event {}: {} {}", event.seq, event.name, event.pid);
  }

  void check_order(const Event& event) {
    if (event.seq != heard_) blame("event {} stands where event {} should be", event.seq, heard_);
    if (heard_ > 1 && event.t.has_value() != before_.has_value())
      blame("event {}: only some events have a time", event.seq);
    if (event.t && event.t->count() < 0) blame("event {}: t is below zero", event.seq);
    if (event.t && before_ && *event.t < *before_) blame("event {}: t goes back", event.seq);
    before_ = event.t;
  }

  void check_life(const Event& event) {
    std::vector<Life>& lives = lives_[event.pid];
    const bool starts = event.act.kind == Kind::start;
    if (lives.empty()) {
      // Only the first process of a run needs no fork.
      if (heard_ > 1) blame("{} acts, but its fork was not seen", who(event));
      lives.push_back({.name = event.name});
      if (!starts) blame("{} acts before its start", who(event));
      lives.back().started = true;
    } else if (lives.back().ended) {
      blame("{} acts after its end", who(event));
    } else if (starts) {
      if (lives.back().started) blame("{} starts twice", who(event));
      lives.back().name = event.name;
      lives.back().started = true;
    } else if (!lives.back().started) {
      blame("{} acts before its start", who(event));
      lives.back().started = true;
    }
    if (event.act.kind == Kind::exit || event.act.kind == Kind::signal) lives.back().ended = true;
  }

  void check_fork(const Event& event) {
    if (!event.act.peer) return blame("{} forks, but the fork names no child", who(event));
    std::vector<Life>& lives = lives_[*event.act.peer];
    if (!lives.empty() && !lives.back().ended)
      return blame("{} forks {}, which has not ended", who(event), *event.act.peer);
    const std::string& name = event.act.peer_name;
    lives.push_back({.name = name.empty() ? "process" : name, .forked_in = heard_});
  }

  void check_reap(const Event& event) {
    if (!event.act.peer) return blame("{} reaps, but the reap names no process", who(event));
    // The PID may have been reused before the parent reported the reap: then an
    // earlier life is meant.
    std::vector<Life>& lives = lives_[*event.act.peer];
    const auto life = std::find_if(lives.begin(), lives.end(),
                                   [](const Life& one) { return one.ended && !one.reaped; });
    if (life != lives.end())
      life->reaped = true;
    else if (lives.empty())
      blame("{} reaps {}, whose fork was not seen", who(event), *event.act.peer);
    else if (lives.back().ended)
      blame("{} reaps {} a second time", who(event), *event.act.peer);
    else
      blame("{} reaps {} before its end", who(event), *event.act.peer);
  }

  void check_messages(const Event& event) {
    const probe::ObjectRef& object = event.act.object;
    // A shared variable may be read before it is written, and more often.
    if (probe::is_memory(object.type)) return;
    switch (event.act.kind) {
      case Kind::put:
        ++queues_[object].puts;
        break;
      case Kind::send:
        ++pipes_[object.to_string()].sends;
        break;
      case Kind::get:
        check_get(event, queues_[object]);
        break;
      case Kind::recv:
        check_recv(event, pipes_[object.to_string()]);
        break;
      default:
        break;
    }
  }

  void check_get(const Event& event, Queue& queue) {
    if (++queue.gets > queue.puts)
      blame("{} is the get number {} from {}, after {} puts", who(event), queue.gets,
            event.act.object.to_string(), queue.puts);
  }

  /// Both directions count together: any process may hold any end, so the
  /// sender is unknown.
  void check_recv(const Event& event, Pipe& pipe) {
    if (++pipe.receives > pipe.sends)
      blame("{} is the recv number {} from {}, after {} sends", who(event), pipe.receives,
            event.act.object.to_string(), pipe.sends);
  }

  std::vector<std::string> broken_;
  std::uint64_t heard_ = 0;
  std::optional<std::chrono::nanoseconds> before_;
  std::map<pid_t, std::vector<Life>> lives_;  // of each PID, the latest last
  std::map<probe::ObjectRef, Queue> queues_;
  std::map<std::string, Pipe> pipes_;
};

}  // namespace

std::vector<std::string> broken_laws(const record::Timeline& timeline) {
  Judge judge;
  for (const Event& event : timeline.events) judge.hear(event);
  judge.hear(timeline.end);
  return judge.verdict();
}

}  // namespace support
