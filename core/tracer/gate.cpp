#include "core/tracer/gate.hpp"

#include <signal.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/thread_state.hpp"
#include "core/tracer/calls/call_targets.hpp"
#include "core/tracer/calls/failed_execs.hpp"
#include "core/tracer/calls/futex_waits.hpp"
#include "core/tracer/calls/results.hpp"
#include "core/tracer/calls/signal_waits.hpp"
#include "core/tracer/calls/sleeping_calls.hpp"
#include "core/tracer/calls/waits.hpp"

namespace tracer {
namespace {

using choice::Point;
using choice::Role;
using choice::Standing;
using std::chrono::milliseconds;

/// How long no thread must have been held before that is reported.
constexpr milliseconds kNobodyHeld{300};
/// No call's number.
constexpr std::uint64_t kNoCall = ~std::uint64_t{0};
/// No thread's ID: of one that has ended.
constexpr pid_t kEnded = -1;
/// The time between two looks: it doubles as long as nothing happens.
constexpr std::chrono::microseconds kFirstLook{30};
/// The first look where an act that must wait is not let go: mostly the thread stops before.
constexpr std::chrono::milliseconds kRareLook{1};
constexpr milliseconds kLastLook{2};

/// Whether others may get something by such an act.
bool gives(const probe::Act& act) {
  return act.kind == probe::Kind::put || act.kind == probe::Kind::unlock ||
         act.kind == probe::Kind::close || (act.kind == probe::Kind::task && act.status);
}

/// Whether such an act of a library is one of the program, too.
bool matters_beneath(probe::Kind kind) {
  return kind == probe::Kind::fork || kind == probe::Kind::exec || kind == probe::Kind::exit ||
         kind == probe::Kind::output;
}

/// Whether the process handles signals that others may send. Most programs in Python handle
/// SIGINT, and are not sent it; libraries handle faults.
bool may_be_interrupted(pid_t process) {
  std::uint64_t caught = os::caught_signals(process);
  for (const int signal : {SIGINT, SIGPIPE, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP})
    caught &= ~(1ULL << (signal - 1));
  return caught != 0;
}

}  // namespace

// ---- what happens

bool Gate::puts_off(const os::Stop& stop) {
  if (is_open_) return false;
  if (on_its_way_ == 0) on_its_way_ = stop.thread;
  if (on_its_way_ == stop.thread) return false;
  put_off_[stop.thread] = stop;
  return true;
}

/// All others are at rest: a thread whose stop was put off goes on. One that is about to
/// have given something comes before one that may have got it; then the first by the number
/// of its process. False: there is none.
bool Gate::answer_next() {
  const auto rank = [&](pid_t thread) {
    const auto process = threads_.process_of(thread);
    const probe::Act* const act = lens_ ? lens_->act_of(thread) : nullptr;
    return std::pair(!(act && gives(*act)), process ? recorder_.number_of(*process) : 0);
  };
  const std::vector<pid_t> waiting = in_order(put_off_);
  const auto next = std::min_element(waiting.begin(), waiting.end(), [&](pid_t one, pid_t other) {
    return rank(one) < rank(other);
  });
  on_its_way_ = 0;
  if (next == waiting.end()) return false;
  const os::Stop stop = put_off_.extract(*next).mapped();
  sets_out(stop.thread);
  looks_again_ = true;
  next_look_ = kFirstLook;
  orders_.answer(stop);
  return true;
}

/// What it has done before it was at rest does not count any more: it may find something
/// new now. So may those that ask for what it is about to do.
void Gate::sets_out(pid_t thread) {
  on_its_way_ = thread;
  activity_.sets_out(thread);
}

/// Python itself makes many calls that are the same, and reads the clock where threads take
/// turns.
void Gate::repeats(const Caller& caller, const os::SystemCall& call) {
  if (!(lens_ && lens_->sees_memory(caller.process))) activity_.asks(caller.thread, call);
}

void Gate::hold(const Caller& caller, const os::SystemCall& call, probe::Act act) {
  has_let_all_wait_ = false;
  doing_.erase(caller.thread);
  activity_.is_held(caller.thread);
  turns_.withdraw();
  Held held{caller, call, std::move(act)};
  if (const auto tried = in_vain_.extract(caller.thread)) held.in_vain_at = tried.mapped();
  held_.insert_or_assign(caller.thread, std::move(held));
}

void Gate::hold_word(const Caller& caller, const os::SystemCall& call, probe::Act act) {
  hold(caller, call, std::move(act));
  held_.at(caller.thread).is_word = true;
}

void Gate::word_ends(const Caller& caller, bool fails) {
  ++progress_;
  if (history_ && fails) history_->did(caller.process, choice::Digest().add("fails"));
}

bool Gate::tries(pid_t thread) const {
  const auto doing = doing_.find(thread);
  return doing != doing_.end() && doing->second.is_tried;
}

void Gate::has_to_wait(pid_t thread) {
  in_vain_[thread] = progress_;
  doing_.erase(thread);
}

bool Gate::keeps(const Caller& caller, const os::SystemCall& call) {
  if (is_open_ || recorder_.is_beneath(caller.process)) return false;
  const bool is_beneath = lens_ && lens_->is_beneath(caller);
  if (is_beneath && lens_->act_of(caller.thread)) return false;
  const auto before = doing_.find(caller.thread);
  if (before != doing_.end()) {
    const bool is_repeated = std::exchange(before->second.is_broken_off, false);
    const bool is_held_again = before->second.was_waiting;
    if (is_repeated && !is_held_again && is_same_call(before->second.call, call)) return false;
    doing_.erase(before);
  }
  auto act = intents_.of(caller, call);
  if (!act) repeats(caller, call);
  if (!act || (is_beneath && !matters_beneath(act->kind))) return false;
  hold(caller, call, std::move(*act));
  return true;
}

bool Gate::keeps_access(const Caller& caller, const MemoryAccess& access) {
  if (is_open_ || recorder_.is_beneath(caller.process)) return false;
  for (const FileUse& use : access.uses) intents_.note(caller, use);
  os::SystemCall none;
  none.number = kNoCall;
  hold(caller, none, access.act);
  Held& held = held_.at(caller.thread);
  held.memory = access.uses;
  held.at = access.at;
  held.asks_again = access.asks_again;
  held.footprint = access.footprint;
  return true;
}

bool Gate::keeps_futex(const Caller& caller, const os::SystemCall& call) {
  if (is_open_ || recorder_.is_beneath(caller.process) || !is_shared_futex(call)) return false;
  if (lens_ && (lens_->act_of(caller.thread) || lens_->is_beneath(caller))) return false;
  auto word = memory_.word_at(caller.process, call.arguments[0]);
  if (!word) return false;
  probe::Act act;
  act.kind = waits_in_futex(call) ? probe::Kind::block : probe::Kind::unlock;
  act.object = std::move(*word);
  act.object.type = probe::ObjectType::futex;
  calls_.call_futex(call.arguments[0], act.object);
  hold(caller, call, std::move(act));
  return true;
}

void Gate::accessed(const Caller& caller, GuardedMemory::Done done) {
  doing_.erase(caller.thread);
  ++progress_;
  if (history_ && done.is_new) history_->did(caller.process, done.learned);
  if (!done.is_new) {
    // The state is as before, but for this: the act has been done.
    if (asked_in_vain_.erase(caller.thread) == 0) asked_in_vain_.insert(caller.thread);
    if (history_) return;
  } else {
    choices_with_effect_ = turns_.made().size();
  }
  if (!done.act.object.empty()) orders_.report(caller, std::move(done.act));
}

void Gate::broken_off(pid_t thread) {
  const auto found = doing_.find(thread);
  if (found != doing_.end()) found->second.is_broken_off = true;
}

void Gate::begins(pid_t first) {
  intents_.executed(first);
  if (history_) history_->begins(first);
}

bool Gate::wants_result(pid_t thread) const {
  const auto doing = doing_.find(thread);
  if (doing == doing_.end()) return false;
  const probe::Kind kind = doing->second.act.kind;
  // That it has tried to lock is nothing; that it began another word may be all that is known.
  if (doing->second.is_word && doing->second.is_tried) return false;
  return history_ || doing->second.file || kind == probe::Kind::kill ||
         looks(thread, doing->second);
}

/// Whether the call is all of its act: what a word of a library has seen is told at its end.
bool Gate::looks(pid_t thread, const Doing& doing) const {
  return doing.act.kind == probe::Kind::look && !(lens_ && lens_->act_of(thread));
}

bool Gate::returned(const Caller& caller) {
  if (sleepers_.erase(caller.thread) != 0) {
    // Of a word, what it comes to is told, however often it had to sleep; and what a library
    // does for itself is no part of the state.
    const auto result = os::Tracee(caller.thread).result();
    const bool is_told =
        lens_ && (lens_->act_of(caller.thread) || lens_->sees_memory(caller.process));
    const bool is_known = !result || os::is_repeated(*result) || is_told;
    if (history_ && !is_known)
      history_->did(caller.process, choice::Digest().add(static_cast<std::uint64_t>(*result)));
    return true;
  }
  const auto found = doing_.find(caller.thread);
  if (found == doing_.end()) return true;
  const Doing& doing = found->second;
  may_be_signalled_ |= doing.act.kind == probe::Kind::kill;
  const auto result = os::Tracee(caller.thread).result();
  if (!result || os::is_repeated(*result)) return true;
  const bool is_in_vain = doing.is_tried && (*result == -EAGAIN || *result == -EACCES);
  if (is_in_vain && os::Tracee(caller.thread).call_next(doing.call)) {
    has_to_wait(caller.thread);
    return false;
  }
  ++progress_;
  if (doing.act.kind == probe::Kind::close) intents_.note_lost_readers();
  if (doing.act.kind == probe::Kind::kill && *result == 0) {
    for (const pid_t target : recorder_.alive()) {
      if (doing.act.peer.value_or(target) == target)
        signal_changes_.sent(target, doing.act.signal.value_or(0));
    }
  }
  if (doing.file) {
    report_file(caller, doing, *result);
  } else if (looks(caller.thread, doing)) {
    orders_.report(caller, doing.act);
  }
  if (history_) note_result(*history_, recorder_, calls_, caller, doing.call, *result, doing.file);
  return true;
}

/// Says what the use of a file came to: how many bytes, or which error.
void Gate::report_file(const Caller& caller, const Doing& doing, std::int64_t result) {
  probe::Act act = doing.act;
  const bool moves_bytes = act.kind == probe::Kind::read || act.kind == probe::Kind::write;
  if (moves_bytes && result >= 0) act.value = counted(static_cast<std::uint64_t>(result));
  if (result < 0) {
    const std::string error = name_of_error(static_cast<int>(-result));
    act.value = act.value.empty() ? error : act.value + ": " + error;
  }
  const bool has_it = act.kind == probe::Kind::lock && !file_locks_.of(act.object).empty() &&
                      file_locks_.of(act.object).front().pid == caller.process;
  if (result == 0 && !has_it) file_locks_.on_act(caller.process, act);
  orders_.report(caller, std::move(act));
}

std::optional<os::SystemCall> Gate::tries_instead(pid_t thread) const {
  const auto doing = doing_.find(thread);
  if (doing == doing_.end() || !doing->second.is_tried) return std::nullopt;
  return without_waiting(doing->second.call);
}

bool Gate::puts_off_death(const Caller& caller) {
  const auto doing = doing_.find(caller.thread);
  if (doing == doing_.end() || doing->second.act.kind != probe::Kind::kill) return false;
  if (doing->second.act.signal != SIGKILL) return false;
  const pid_t target = doing->second.act.peer.value_or(0);
  const bool is_held = std::any_of(held_.begin(), held_.end(), [&](const auto& one) {
    return one.second.caller.process == target;
  });
  if (is_held) doomed_.insert(target);
  return is_held;
}

void Gate::acted(const Caller& caller, const probe::Act& act) {
  if (!history_) return;
  if (act.kind == probe::Kind::open)
    history_->did(caller.process, choice::Digest().add("open").add(act.object.to_string()));
  // What a library does is not held, and so has no result.
  if (act.kind == probe::Kind::kill && act.peer && !act.beneath.empty())
    history_->sent(*act.peer, act.signal.value_or(0));
}

void Gate::delivers(pid_t process, int signal) {
  if (history_) history_->arrived(process, signal);
  signal_changes_.handles(process);
}

void Gate::ended(pid_t process, std::string_view how) {
  ++progress_;
  doomed_.erase(process);
  signal_changes_.ended(process);
  file_locks_.on_end(process);
  intents_.note_lost_readers();
  may_be_signalled_ |= calls_.hears_of_children();
  if (!history_) return;
  history_->ended(process, how);
  // Two that end before the first is heard of may be heard of once.
  history_->sent(recorder_.parent_of(process), SIGCHLD);
}

void Gate::forked(const Caller& caller, pid_t child) {
  const pid_t thread = caller.thread;
  if (history_) {
    history_->forked(caller.process, child);
    signal_changes_.acts(child);
  }
  intents_.forked(caller.process, child);
  ++progress_;
  const auto found = doing_.find(thread);
  if (found == doing_.end() || !found->second.waits_for_exec) return;
  found->second.act = act_towards(recorder_, probe::Kind::wait, child);
}

void Gate::stirred(pid_t thread) {
  activity_.stops(thread);
  next_look_ = kFirstLook;
}

void Gate::forget(pid_t thread) {
  turns_.withdraw();
  held_.erase(thread);
  doing_.erase(thread);
  activity_.forget(thread);
  put_off_.erase(thread);
  in_vain_.erase(thread);
  asked_in_vain_.erase(thread);
  asked_.erase(thread);
  sleepers_.erase(thread);
  // Others that wait for it may go on now: the first by number.
  if (on_its_way_ == thread) on_its_way_ = kEnded;
  lines_.forget(thread);
}

// ---- threads elsewhere

/// What it does if it is not on its way. Empty: it is.
std::optional<Standing> Gate::elsewhere(pid_t thread, pid_t process) {
  const bool is_in_loop = (lens_ && lens_->is_in_loop(thread)) || memory_.is_in_loop(thread);
  const bool is_slow = lens_ && lens_->sees_memory(process);
  const auto doing = doing_.find(thread);
  const bool waits_for_exec = doing != doing_.end() && doing->second.waits_for_exec;
  using Pace = ThreadActivity::Pace;
  const Pace pace = is_in_loop ? Pace::in_long_loop : is_slow ? Pace::slow : Pace::usual;
  return activity_.look_at({thread, process}, pace, waits_for_exec);
}

/// Whether those that have just fallen asleep will stay so.
bool Gate::is_still() {
  // One that only asks wakes no other.
  const bool may_be_woken = std::any_of(elsewhere_.begin(), elsewhere_.end(), [&](const auto& one) {
    return one.second.how == Standing::busy && !activity_.only_asks(one.first);
  });
  return activity_.are_all_still(may_be_woken);
}

/// The call that it was let into, if it sleeps in that call.
const Gate::Doing* Gate::sleeps_in(const Caller& caller,
                                   const std::optional<os::SystemCall>& call) const {
  const auto found = doing_.find(caller.thread);
  if (found == doing_.end() || !call) return nullptr;
  if (lens_ && lens_->act_in(caller, *call)) return &found->second;
  return call->number == found->second.call.number ? &found->second : nullptr;
}

Gate::Elsewhere Gate::find(pid_t thread, pid_t process, Standing how) const {
  Elsewhere found;
  found.process = process;
  found.how = how;
  found.act.kind = probe::Kind::wait;
  if (how == Standing::busy) return found;
  const auto call = os::call_in_progress(thread);
  const auto state = os::thread_state(process, thread);
  if (const Doing* doing = sleeps_in({thread, process}, call)) {
    found.act = doing->act;
    // It may be in the second act of its word, or in that of a handler's.
    if (const probe::Act* word =
            lens_ && call ? lens_->act_in({thread, process}, *call) : nullptr) {
      found.act.kind = word->kind;
      found.act.object = word->object;
      found.act.value = word->value;
    }
  } else if (state && (state->state == 'T' || state->state == 't')) {
    found.act.peer_name = "SIGCONT";
  } else {
    found.act.peer_name = call ? awaited_in(call->number) : "something else";
  }
  if (call && is_shared_futex(*call)) found.futex = call->arguments[0];
  return found;
}

// ---- points

std::optional<std::chrono::nanoseconds> Gate::limit() const {
  if (looks_again_) return next_look_;
  if (const auto deadline = turns_.deadline()) return std::max(os::Stamp(0), *deadline - os::now());
  return std::nullopt;
}

std::optional<choice::Turns::Dead> Gate::attend() {
  looks_again_ = false;
  if (is_open_ || threads_.empty()) return std::nullopt;
  if (turns_.is_asking()) return turns_.next();
  if (on_its_way_ > 0 && os::now() < may_look_at_ && threads_.has(on_its_way_) &&
      held_.count(on_its_way_) == 0) {
    looks_again_ = true;
    return std::nullopt;
  }
  elsewhere_.clear();
  activity_.begin_look();
  for (const auto& [thread, process] : threads_.in_order()) {
    if (held_.count(thread) != 0) continue;
    if (put_off_.count(thread) != 0) continue;
    const auto how = elsewhere(thread, process);
    looks_again_ = looks_again_ || !how;
    if (!how) continue;
    elsewhere_[thread] = find(thread, process, *how);
  }
  looks_again_ = looks_again_ || !is_still();
  if (looks_again_) {
    still_since_.reset();
    next_look_ = std::clamp<std::chrono::nanoseconds>(2 * next_look_, kFirstLook, kLastLook);
    return std::nullopt;
  }
  if (answer_next()) return std::nullopt;
  const os::Stamp now = os::now();
  if (!still_since_) still_since_ = now;
  // A thread that was let wait does not come back to the gate by itself.
  looks_again_ = held_.empty() && !has_let_all_wait_ && now - *still_since_ < kNobodyHeld;
  if (looks_again_) {
    next_look_ = kLastLook;
    return std::nullopt;
  }
  if (lets_all_wait()) return std::nullopt;
  find_lines();
  orders_.catch_up();
  if (auto dead = has_no_end()) return dead;
  auto dead = turns_.next();
  while (!dead && std::exchange(falls_asleep_, false)) {
    if (lets_all_wait()) return std::nullopt;
    dead = turns_.next();
  }
  return dead;
}

/// Every thread that is held would have to wait, and no other does anything: then they may,
/// and it shows who waits for what.
bool Gate::lets_all_wait() {
  if (held_.empty()) return false;
  for (const auto& [thread, held] : held_) {
    // Where the reader chooses, a call may be made that has to wait.
    if ((!history_ && !held.is_waiting) || !must_wait(held)) return false;
  }
  all_wait_ = true;
  for (const pid_t thread : in_order(held_)) let_go(thread);
  all_wait_ = false;
  has_let_all_wait_ = true;
  on_its_way_ = 0;
  return true;
}

/// Every thread that could go on reads the same again and again, and nobody is left to change
/// that. In a survey the graph of states shows it; a reader who is asked may go back.
std::optional<choice::Turns::Dead> Gate::has_no_end() const {
  if (history_ || !turns_.is_left_to_scheduler() || held_.empty()) return std::nullopt;
  std::vector<BlockedCall> waits = known_waits();
  for (const pid_t thread : in_order(elsewhere_)) {
    const Elsewhere& one = elsewhere_.at(thread);
    if (one.how == Standing::busy) return std::nullopt;
    waits.push_back(what_does(one));
  }
  for (const pid_t thread : in_order(held_)) {
    const Held& held = held_.at(thread);
    if (!held.asks_again || !memory_.loops_in_vain(thread)) return std::nullopt;
    BlockedCall& read = waits.emplace_back();
    read.process = held.caller.process;
    read.is_pipe = false;
    read.object = held.act.target();
    read.line = held.act.line;
    read.does = choice::Wait::Does::read_again;
  }
  if (calls_.has_timers()) return std::nullopt;
  const choice::WaitGraph graph = wait_graph(waits, recorder_);
  return choice::Turns::Dead{"hung",
                             graph.reason(choice::kEnglishWaits, graph.mention(true), true)};
}

/// Whether no other process can notice what it is about to do, nor has a part in what it
/// comes to.
bool Gate::is_unnoticed(const Held& held) const {
  // A signal that is handled ends a sleep that has begun, and only that.
  if (held.act.kind == probe::Kind::sleep)
    return !honours_sleep_ && !may_be_interrupted(held.caller.process);
  // A handler may come before it, or after, and use the same.
  if (may_be_interrupted(held.caller.process)) return false;
  if (held.act.kind == probe::Kind::close) return !intents_.is_noticed_closing(held.act);
  const auto is_noticed = [&](const FileUse& use) { return intents_.is_noticed(use); };
  if (!held.memory.empty()) {
    // One that asks again waits for another: that one must get a turn.
    return !held.asks_again && awaited_signal(held) == 0 &&
           std::none_of(held.memory.begin(), held.memory.end(), is_noticed);
  }
  const auto use = intents_.file_use(held.caller, held.call);
  return use && !is_noticed(*use) && awaited_signal(held) == 0;
}

/// What it has to do with. Of what is not known for certain nothing is said.
choice::Footprint Gate::footprint_of(const Held& held) const {
  using choice::Footprint;
  Footprint footprint;
  if (awaited_signal(held) != 0) return footprint;
  if (!held.memory.empty())
    return may_be_interrupted(held.caller.process) ? footprint : held.footprint;
  if (!held.is_word && memory_.is_used_by(held.caller, held.call)) return footprint;
  const pid_t process = held.caller.process;
  switch (held.act.kind) {
    case probe::Kind::output:
      footprint.object = "the output";
      break;
    case probe::Kind::exit:
      footprint.object = "children of " + history_->place_of(recorder_.parent_of(process));
      break;
    case probe::Kind::wait:
    case probe::Kind::reap:
      footprint.object = "children of " + history_->place_of(process);
      break;
    case probe::Kind::fork:
    case probe::Kind::sleep:
      break;
    case probe::Kind::lock:
    case probe::Kind::unlock:
    case probe::Kind::send:
    case probe::Kind::recv:
      footprint.object = held.act.object.to_string();
      break;
    default:
      return footprint;
  }
  footprint.kind = Footprint::Kind::ordered;
  return footprint;
}

/// Whether its call would have to wait for another process now.
bool Gate::must_wait(const Held& held) const {
  if (held.until) return false;
  if (held.in_vain_at == progress_) return true;
  if (held.is_waiting && doomed_.count(held.caller.process) == 0) {
    if (has_come(held.caller.thread, held.call)) return false;
    return is_signal_wait(held.call) || intents_.must_wait(held.caller, held.call);
  }
  if (awaited_signal(held) != 0) return false;
  return intents_.must_wait(held.caller, held.call);
}

/// Whether another thread is about to send its process a signal that the process handles, by
/// kill(2) or by its end: then it makes a difference whether its wait has begun before.
bool Gate::is_about_to_be_signalled(const Held& held) const {
  const pid_t process = held.caller.process;
  // The signal that is about to come from that thread; 0: none.
  const auto signal_from = [&](const Held& other) {
    if (other.caller.process == process) return 0;
    if (other.act.kind == probe::Kind::kill && other.act.peer.value_or(process) == process)
      return other.act.signal.value_or(0);
    if (recorder_.parent_of(other.caller.process) != process) return 0;
    return other.act.kind == probe::Kind::exit || awaited_signal(other) != 0 ? SIGCHLD : 0;
  };
  return std::any_of(held_.begin(), held_.end(), [&](const auto& one) {
    const int signal = signal_from(one.second);
    return signal > 0 && os::catches(process, signal);
  });
}

/// Whether it begins to wait when it is chosen, and is not let into its call yet: a signal
/// may end the wait then. Waits for signals always begin like that.
bool Gate::begins_to_wait(const Held& held) const {
  if (held.is_waiting || awaited_signal(held) != 0) return false;
  if (is_signal_wait(held.call)) return true;
  const bool is_tried = held.in_vain_at.has_value();
  return !is_tried && !held.until && is_about_to_be_signalled(held) && must_wait(held);
}

void Gate::find_lines() {
  if (history_) return;  // they are not shown
  for (auto& [thread, held] : held_) {
    if (std::exchange(held.is_placed, true)) continue;
    const bool reports = lens_ && lens_->has(held.caller.process);
    if (auto place = reports ? lens_->place_of(held.caller) : lines_.of(held.caller)) {
      const auto known = sources_.find(place->file);
      held.act.file = known == sources_.end() ? place->file : known->second;
      held.act.line = place->line;
    }
  }
}

/// The keys, in the order in which the threads appeared.
template <typename T>
std::vector<pid_t> Gate::in_order(const std::unordered_map<pid_t, T>& by_thread) const {
  std::vector<pid_t> threads;
  threads.reserve(by_thread.size());
  for (const auto& [thread, value] : by_thread) threads.push_back(thread);
  std::sort(threads.begin(), threads.end(),
            [this](pid_t one, pid_t other) { return threads_.comes_before(one, other); });
  return threads;
}

/// By number and thread: each thread that is held, and one of any other process.
Point Gate::point() const {
  Point point;
  point.clock = clock_;
  for (const pid_t thread : in_order(held_))
    point.roles.push_back(held_role(thread, held_.at(thread)));
  for (const auto& [process, thread] : speakers()) {
    const auto found = elsewhere_.find(thread);
    if (found != elsewhere_.end()) point.roles.push_back(role_elsewhere(thread, found->second));
  }
  std::stable_sort(point.roles.begin(), point.roles.end(),
                   [](const Role& one, const Role& other) { return one.number < other.number; });
  for (const Role& role : point.roles) point.met = std::max(point.met, role.number);
  point.has_unchosen = has_unchosen_ || calls_.has_closed_in_passing() || intents_.has_unchosen() ||
                       signal_changes_.has_unchosen();
  if (history_) point.contents = history_->contents().add(memory_.contents()).add(futex_queues());
  if (held_.empty()) explain(point);
  return point;
}

Role Gate::held_role(pid_t thread, const Held& held) const {
  Role role = role_of(thread, held.caller.process);
  role.standing = held.until ? Standing::asleep : Standing::ready;
  role.until = held.until;
  role.next = held.act;
  role.may_act = true;
  role.only_asks = held.asks_again || intents_.only_asks(held.caller, held.call);
  if (const auto asked = asked_.find(thread); asked != asked_.end())
    role.times_asked = asked->second;
  role.goes_unasked = held.act.kind == probe::Kind::close;
  if (const int signal = awaited_signal(held)) {
    role.next = probe::Act();
    role.next.kind = probe::Kind::handle;
    role.next.signal = signal;
  }
  bool has_to_wait = held.is_waiting && must_wait(held);
  if (history_) {
    role.learned = history_->learned(held.caller.process);
    // In a loop that learns nothing new, the position is all that changes.
    if (held.asks_again) role.learned.add(held.at).add(asked_in_vain_.count(thread));
    role.is_unnoticed = is_unnoticed(held);
    role.footprint = footprint_of(held);
    has_to_wait = has_to_wait || (must_wait(held) && !begins_to_wait(held));
  }
  if (has_to_wait) {
    role.standing = Standing::blocked;
    role.may_act = false;
  }
  return role;
}

/// By process, the thread that stands for it: one that is held, or computes, or else the first.
std::unordered_map<pid_t, pid_t> Gate::speakers() const {
  std::unordered_map<pid_t, pid_t> speakers;
  for (const auto& [thread, held] : held_) speakers[held.caller.process] = thread;
  for (const bool busy_ones : {true, false}) {
    for (const pid_t thread : in_order(elsewhere_)) {
      const Elsewhere& one = elsewhere_.at(thread);
      if ((one.how == Standing::busy) == busy_ones) speakers.try_emplace(one.process, thread);
    }
  }
  return speakers;
}

Role Gate::role_elsewhere(pid_t thread, const Elsewhere& one) const {
  Role role = role_of(thread, one.process);
  role.standing = one.how;
  role.next = one.act;
  // That it is in its call is news, too: it may have done a part of it.
  if (history_) role.learned = history_->learned(one.process).add("in its call");
  if (lens_) {
    role.held_by = lens_->holders().of(role.next.object);
    role.holds = lens_->holders().held_by(one.process);
  }
  if (role.next.target().empty() && !role.next.peer) role.next.peer_name = "the kernel";
  return role;
}

Role Gate::role_of(pid_t thread, pid_t process) const {
  Role role;
  role.number = recorder_.number_of(process);
  role.pid = thread;
  if (thread == process) role.own_pid = recorder_.shown(process);
  role.name = recorder_.name_of(process);
  if (thread != process) role.name = "thread of " + role.name;
  return role;
}

void Gate::explain(Point& point) const {
  std::vector<BlockedCall> waits = known_waits();
  point.is_final = waits.size() == elsewhere_.size() && !calls_.has_timers() &&
                   outside_help(waits, recorder_, OutsideSignals::none).empty();
  for (const pid_t thread : in_order(elsewhere_)) waits.push_back(what_does(elsewhere_.at(thread)));
  point.waits = wait_graph(waits, recorder_);
}

/// Who is woken first where several sleep in one futex: who came first. See futex(2).
choice::Digest Gate::futex_queues() const {
  std::map<std::uint64_t, std::map<std::uint64_t, pid_t>> queues;
  for (const auto& [thread, one] : elsewhere_) {
    if (one.futex != 0) queues[one.futex][activity_.rest_of(thread)] = one.process;
  }
  choice::Digest all;
  for (const auto& [futex, queue] : queues) {
    if (queue.size() < 2) continue;
    all.add(futex);
    for (const auto& [order, process] : queue) all.add(history_->place_of(process));
  }
  return all;
}

/// Of the threads that are not held, those of which it is known what they wait for.
std::vector<BlockedCall> Gate::known_waits() const {
  std::vector<Caller> threads;
  for (const pid_t thread : in_order(elsewhere_))
    threads.push_back({thread, elsewhere_.at(thread).process});
  std::vector<BlockedCall> waits = calls_.waits(threads);
  for (const Caller& one : threads) {
    const auto doing = doing_.find(one.thread);
    if (doing == doing_.end() || !doing->second.file || !doing->second.file->waits) continue;
    BlockedCall wait;
    wait.process = one.process;
    wait.thread = one.thread;
    wait.object = doing->second.act.object.shown();
    wait.is_pipe = false;
    wait.held_by = file_locks_.of(doing->second.act.object);
    waits.push_back(std::move(wait));
  }
  return waits;
}

/// What is known of any of them.
BlockedCall Gate::what_does(const Elsewhere& one) const {
  BlockedCall wait;
  wait.process = one.process;
  wait.is_pipe = false;
  wait.object = one.act.target().empty() ? "the kernel" : one.act.target();
  if (one.how == Standing::busy) wait.does = choice::Wait::Does::compute;
  return wait;
}

void Gate::act(const Role& role) {
  Held& held = held_.at(role.pid);
  if (role.only_asks) ++asked_[role.pid];
  if (held.act.duration && !held.until) {
    held.until = clock_ + *held.act.duration;
    falls_asleep_ = true;
    return orders_.fall_asleep(held.caller);
  }
  if (begins_to_wait(held)) {
    held.is_waiting = true;
    falls_asleep_ = true;
    if (history_) history_->did(held.caller.process, choice::Digest().add("begins to wait"));
    return orders_.report(held.caller, waiting_in(held));
  }
  // Who could have begun to wait had the choice before the signal came.
  for (auto& [thread, other] : held_)
    other.could_wait = other.could_wait || (thread != role.pid && begins_to_wait(other));
  if (held.until && awaited_signal(held) == 0) clock_ = std::max(clock_, *held.until);
  let_go(role.pid);
}

/// What is recorded when its wait begins.
probe::Act Gate::waiting_in(const Held& held) {
  probe::Act wait = held.act;
  if (wait.kind != probe::Kind::wait) wait.kind = probe::Kind::block;
  return wait;
}

/// The signal that the thread will handle, or die by, before it makes its call: it came
/// before that was made. 0: there is none.
int Gate::awaited_signal(const Held& held) const {
  if (doomed_.count(held.caller.process) != 0) return SIGKILL;
  if (held.is_waiting) return 0;  // it is handled in the call, and ends that
  return may_be_signalled_ ? os::awaited_signal(held.caller.thread) : 0;
}

void Gate::let_go(pid_t thread) {
  const int signal = awaited_signal(held_.at(thread));
  if (signal == SIGKILL) {
    const pid_t process = held_.at(thread).caller.process;
    const Caller caller = held_.at(thread).caller;
    held_.erase(thread);
    stirred_by_choice(thread);
    // The kernel marks the locks of which it was the owner.
    memory_.open(caller);
    os::send_signal(process, SIGKILL);
    return;
  }
  if (signal != 0 && held_.at(thread).until) return end_sleep(thread, signal);
  if (signal != 0 && !held_.at(thread).memory.empty()) {
    // The handler comes first, and then the same access again.
    memory_.withdraw(thread);
    held_.erase(thread);
    stirred_by_choice(thread);
    return os::Tracee(thread).go_on();
  }
  if (signal != 0 && os::Tracee(thread).make_again()) {
    // If the call had begun to wait, the signal might have ended it.
    const Held& held = held_.at(thread);
    const bool might_wait =
        held.in_vain_at || (!held.could_wait && intents_.must_wait(held.caller, held.call));
    has_unchosen_ |= might_wait && os::catches(held.caller.process, signal);
    held_.erase(thread);
    stirred_by_choice(thread);
    return os::Tracee(thread).go_on();
  }
  const Held held = std::move(held_.extract(thread).mapped());
  if (history_) signal_changes_.acts(held.caller.process);
  Doing doing{held.call, held.act, false, false};
  doing.waits_for_exec =
      held.act.kind == probe::Kind::fork && tracer::waits_for_exec(thread, held.call);
  doing.file = intents_.file_use(held.caller, held.call);
  doing.is_word = held.is_word;
  const bool may_wait =
      held.is_word ? held.act.kind == probe::Kind::lock : doing.file && doing.file->waits;
  doing.is_tried = history_ && may_wait && !all_wait_;
  doing.was_waiting = held.is_waiting;
  doing_.insert_or_assign(thread, std::move(doing));
  if (held.act.object.type == probe::ObjectType::futex) {
    // Where it stands among those that wait is a part of the state from now on.
    if (history_) history_->did(held.caller.process, choice::Digest().add("at a futex"));
    orders_.report(held.caller, held.act);
  }
  stirred_by_choice(thread);
  if (held.memory.empty()) choices_with_effect_ = turns_.made().size();
  held.until ? orders_.wake(held.caller)
             : orders_.let_go(held.caller, {held.act.file, held.act.line});
}

/// A signal has come while the thread was asleep.
void Gate::end_sleep(pid_t thread, int signal) {
  const Held held = std::move(held_.extract(thread).mapped());
  // To begin to sleep was no choice then.
  has_unchosen_ |= history_ && !honours_sleep_ && os::catches(held.caller.process, signal) &&
                   !may_be_interrupted(held.caller.process);
  stirred_by_choice(thread);
  if (interrupt_sleep(thread, held.call, *held.until - clock_)) orders_.learns("clock");
  os::Tracee(thread).go_on();
}

/// The thread is on its way.
void Gate::stirred_by_choice(pid_t thread) {
  activity_.goes_on(thread);
  still_since_.reset();
  looks_again_ = true;
  next_look_ = history_ ? std::chrono::nanoseconds(kRareLook) : kFirstLook;
  may_look_at_ = os::now() + (history_ ? next_look_ : std::chrono::nanoseconds(0));
  sets_out(thread);
}

bool Gate::run_freely() {
  is_open_ = true;
  const auto put_off = std::exchange(put_off_, {});
  for (const pid_t thread : in_order(put_off)) orders_.answer(put_off.at(thread));
  while (!held_.empty()) let_go(in_order(held_).front());
  return true;
}

}  // namespace tracer
