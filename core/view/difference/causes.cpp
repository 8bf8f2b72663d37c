#include "core/view/difference/causes.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/types.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

#include "core/view/model/folding.hpp"
#include "core/view/model/step_reader.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;
using probe::ObjectType;

constexpr std::string_view kTerminal = "the terminal";

bool is_printed(const Act& act) {
  return act.kind == Kind::print || act.kind == Kind::output;
}

bool is_waiting(const Act& act) {
  return act.kind == Kind::wait || act.kind == Kind::block;
}

bool is_channel(ObjectType type) {
  return type == ObjectType::queue || type == ObjectType::pipe || type == ObjectType::fifo ||
         type == ObjectType::pool;
}

/// How an act stands to others on its object.
enum class Use { none, reads, changes, gives, takes };

Use use_of(const Act& act) {
  switch (act.kind) {
    case Kind::print:
    case Kind::output:
    case Kind::lock:
    case Kind::unlock:
    case Kind::wake:
    case Kind::write:
    case Kind::unlink:
    case Kind::rename:
      return Use::changes;
    case Kind::look:
    case Kind::read:
      return Use::reads;
    case Kind::put:
      return is_channel(act.object.type) ? Use::gives : Use::changes;
    case Kind::get:
      return is_channel(act.object.type) ? Use::takes : Use::reads;
    case Kind::send:
      return Use::gives;
    case Kind::recv:
      return Use::takes;
    case Kind::task:
      return act.status ? Use::none : Use::takes;
    default:
      return Use::none;
  }
}

/// The acts on one object that the next one may depend on.
struct LastUses {
  std::optional<ActPlace> change, gift, taking;
  std::vector<ActPlace> reads;  // since that change
};

/// Goes through one run, event by event. causes_of() drives it.
class CauseReader {
 public:
  CauseReader(const record::Timeline& run, ProcessIds& ids) : run_(run), ids_(ids) {
    note_two_way_pipes();
    note_last_acts();
  }

  std::vector<CausedAct> all() {
    std::vector<CausedAct> acts;
    acts.reserve(run_.events.size());
    for (const record::Event& event : run_.events) acts.push_back(next(event));
    return acts;
  }

 private:
  /// One process of this run.
  struct Doer {
    int id = 0;
    int acts = 0;
    std::optional<ActPlace> last;    // of its acts
    std::optional<ActPlace> forked;  // the act that made it
    std::optional<ActPlace> signal;  // the last that was sent to it
    bool is_shell = false;
    const record::Event* final = nullptr;
  };

  /// Through such a pipe both ends send: neither waits for the other's sending.
  void note_two_way_pipes() {
    std::map<std::string, std::set<pid_t>> senders;
    std::map<std::string, std::set<pid_t>> receivers;
    for (const record::Event& event : run_.events) {
      if (event.act.kind == Kind::send) senders[event.act.object.to_string()].insert(event.pid);
      if (event.act.kind == Kind::recv) receivers[event.act.object.to_string()].insert(event.pid);
    }
    for (const auto& [pipe, who] : senders) {
      const auto& others = receivers[pipe];
      if (std::any_of(who.begin(), who.end(), [&](pid_t pid) { return others.contains(pid); }))
        two_way_.insert(pipe);
    }
  }

  /// A wait is for ever if nothing of its process follows, or only that it is ended for that.
  void note_last_acts() {
    for (const record::Event& event : run_.events) {
      const bool is_ended = event.act.kind == Kind::signal && event.act.by_mpdemo;
      if (!is_ended) doers_[event.pid].final = &event;
    }
  }

  Doer& doer(pid_t pid, const std::string& name) {
    Doer& found = doers_[pid];
    if (found.id != 0) return found;
    // Two processes may have one name: the second is another.
    const std::string called = name.empty() ? fmt::format("process {}", pid) : name;
    const int same = ++names_[called];
    const std::string own = same == 1 ? called : fmt::format("{}#{}", called, same);
    found.id = ids_.try_emplace(own, static_cast<int>(ids_.size()) + 1).first->second;
    return found;
  }

  bool is_chance(const record::Event& event, const Doer& who) const {
    const Act& act = event.act;
    if (is_waiting(act)) return who.final != &event;
    if (act.kind == Kind::handle && act.signal == SIGCHLD && who.is_shell) return true;
    return is_wiring(act);
  }

  CausedAct next(const record::Event& event) {
    const Act& act = event.act;
    const Step step = reader_.read(event);
    Doer& who = doer(event.pid, event.name);
    if (act.kind == Kind::start || act.kind == Kind::exec)
      who.is_shell = runs_shell(act.value.empty() ? act.program : act.value);
    CausedAct caused;
    caused.is_wait = is_waiting(act);
    caused.counts = !is_chance(event, who);
    if (!caused.counts) {
      caused.place = {who.id, who.acts};
      return caused;
    }
    caused.place = {who.id, ++who.acts};
    caused.what = what_is(event);
    if (who.last) {
      caused.causes.push_back(*who.last);
    } else if (who.forked) {
      caused.causes.push_back(*who.forked);
    }
    who.last = caused.place;
    add_others(event, step, who, caused);
    add_uses(act, caused);
    places_[event.seq] = caused.place;
    std::sort(caused.causes.begin(), caused.causes.end());
    const auto twice = std::unique(caused.causes.begin(), caused.causes.end());
    caused.causes.erase(twice, caused.causes.end());
    return caused;
  }

  /// What other processes have done to it.
  void add_others(const record::Event& event, const Step& step, Doer& who, CausedAct& caused) {
    const Act& act = event.act;
    const auto add = [&](const std::optional<ActPlace>& place) {
      if (place) caused.causes.push_back(*place);
    };
    if (const auto sent = places_.find(step.sent_in); sent != places_.end()) add(sent->second);
    if (act.kind == Kind::handle || act.kind == Kind::signal) add(who.signal);
    if (!act.peer || *act.peer == event.pid) return;
    Doer& peer = doer(*act.peer, act.peer_name);
    if (act.kind == Kind::fork) peer.forked = caused.place;
    if (act.kind == Kind::reap) add(peer.last);
    if (act.kind == Kind::kill || act.kind == Kind::terminate) peer.signal = caused.place;
  }

  void add_uses(const Act& act, CausedAct& caused) {
    const Use use = use_of(act);
    if (use == Use::none) return;
    std::string object(is_printed(act) ? std::string(kTerminal) : act.object.to_string());
    if (object.empty() || (use == Use::gives && two_way_.contains(object))) return;
    LastUses& last = uses_[object];
    const auto add = [&](const std::optional<ActPlace>& place) {
      if (place) caused.causes.push_back(*place);
    };
    switch (use) {
      case Use::reads:
        add(last.change);
        last.reads.push_back(caused.place);
        break;
      case Use::changes:
        add(last.change);
        for (const ActPlace& read : last.reads) add(read);
        last.reads.clear();
        last.change = caused.place;
        break;
      case Use::gives:
        add(last.gift);
        last.gift = caused.place;
        break;
      case Use::takes:
        // Of a two-way pipe each end takes what the other has given.
        if (two_way_.contains(object)) return;
        add(last.taking);
        last.taking = caused.place;
        break;
      case Use::none:
        break;
    }
    caused.object = std::move(object);
  }

  /// No time, no line and no PID is in it. What a process has when it starts follows from the
  /// fork.
  std::string what_is(const record::Event& event) {
    const Act& act = event.act;
    const std::string value = act.kind == Kind::start ? std::string() : act.value;
    const int peer = act.peer ? doer(*act.peer, act.peer_name).id : 0;
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", name_of(act.kind),
                       static_cast<int>(act.fork_mode), static_cast<int>(act.stream),
                       static_cast<int>(act.pipe_end), act.by_mpdemo, act.ends,
                       act.status.value_or(-1), act.signal.value_or(-1),
                       act.duration.value_or(std::chrono::nanoseconds(-1)).count(), peer,
                       act.object.to_string(), value, act.bytes, act.program) +
           "|" + act.text;
  }

  const record::Timeline& run_;
  ProcessIds& ids_;
  StepReader reader_{false};
  std::unordered_map<pid_t, Doer> doers_;
  std::map<std::string, int> names_;
  std::set<std::string> two_way_;
  std::unordered_map<std::string, LastUses> uses_;
  std::unordered_map<std::uint64_t, ActPlace> places_;  // by the numbers of the events
};

}  // namespace

std::vector<CausedAct> causes_of(const record::Timeline& run, ProcessIds& ids) {
  return CauseReader(run, ids).all();
}

}  // namespace view
