#include "core/tracer/ptrace_observer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/ptrace/memory_access.hpp"
#include "core/tracer/calls/sleeping_calls.hpp"
#include "core/tracer/source/variable_name.hpp"

namespace tracer {
namespace {

/// After this many answers in a row everything else is polled, too.
constexpr int kInARow = 64;

/// How long nothing must have happened before it counts as forever.
constexpr std::chrono::milliseconds kStandstill{300};

/// How often to look for threads that have been waiting for long.
constexpr std::chrono::milliseconds kBlockedLook{1};

/// A thread that has just gone on often stops again at once; sleeping until
/// then would take longer.
constexpr std::chrono::microseconds kSoon{150};

/// How often to check for remaining processes when none is traced any more.
constexpr std::chrono::milliseconds kLookForAnybody{100};

/// Whether that signal ends the process; see signal(7).
bool ends(pid_t process, int signal) {
  constexpr int kHarmless[] = {SIGCHLD, SIGCONT, SIGURG,  SIGWINCH,
                               SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};
  return std::find(std::begin(kHarmless), std::end(kHarmless), signal) == std::end(kHarmless) &&
         !os::catches(process, signal) && !os::ignores(process, signal);
}

}  // namespace

PtraceObserver::PtraceObserver(const Request& request)
    : request_(request),
      relay_(request.relay),
      streams_({request.shows_output, request.shows_error}),
      lines_([this](const Caller& writer, Stream stream, std::string bytes) {
        recorder_->output(writer, stream, std::move(bytes));
      }) {}

std::unique_ptr<PtraceObserver> PtraceObserver::start(const Request& request, std::string& why) {
  std::unique_ptr<PtraceObserver> observer(new PtraceObserver(request));
  if (!observer->seize_program(why)) return nullptr;
  return observer;
}

PtraceObserver::~PtraceObserver() {
  // The consumer may be the reason why the run ends here.
  kill_all(Told::no);
}

bool PtraceObserver::seize_program(std::string& why) {
  os::SystemCallFilter filter;
  const bool holds = request_.options.mode == record::Mode::controlled;
  if (holds) {
    Intents::add_to(filter);
    add_sleeping_calls(filter);
    Lens::add_to(filter);
    OutsideCalls::add_to(filter);
    GuardedMemory::add_to(filter);
    Clocks::add_to(filter);
    outside_.emplace(request_.sandbox ? request_.sandbox->cpus() : os::usable_mask());
  }
  filter = Calls::filter(streams_.has_file(), std::move(filter));
  std::optional<os::Fd> nothing;
  if (holds && ::isatty(STDIN_FILENO) == 1) nothing = os::open("/dev/null", O_RDONLY);
  const Launch::Standard standard{nothing ? &*nothing : nullptr, streams_.given(Stream::output),
                                  streams_.given(Stream::error)};
  launch_ = std::make_unique<Launch>(request_.program, standard, Launch::Filters{&filter, nullptr},
                                     holds ? Launch::Repeats::addresses : Launch::Repeats::nothing,
                                     request_.sandbox, request_.executable);
  if (holds) lens_ = std::make_unique<Lens>(request_.has_words, debug_lines_, request_.sandbox);
  const pid_t pid = launch_->pid();
  if (!os::Tracee(pid).seize()) {
    why = std::string("ptrace is refused here (") + std::strerror(errno) + ")";
    launch_->cancel();
    return false;
  }
  threads_.add({pid, pid});
  streams_.close_given();
  launch_->go();
  const bool has_executed = reach_program();
  if (launch_->outcome() == Launch::Outcome::executed && has_executed) return true;
  why = "the kernel refuses to filter system calls (seccomp)";
  return false;
}

bool PtraceObserver::reach_program() {
  const pid_t pid = launch_->pid();
  while (const auto stop = os::await_stop_of(pid)) {
    using Why = os::Stop::Why;
    if (stop->why == Why::ended) {
      threads_.clear();
      return false;
    }
    if (stop->why == Why::executed) {
      if (lens_) lens_->executed(pid);
      if (outside_) outside_->executed(pid);
      return true;
    }
    if (stop->why == Why::suspended)
      os::Tracee(pid).stay_suspended();
    else
      os::Tracee(pid).go_on(stop->why == Why::signalled ? stop->signal : 0);
  }
  return false;
}

void PtraceObserver::make_calls() {
  Calls::Listeners listeners;
  listeners.before_act = [this](pid_t process) { lines_.flush(process); };
  listeners.untraced_end = [this](pid_t child, os::ExitStatus status) {
    detached_->end(child, status);
  };
  listeners.output = [this](const Caller& writer, Stream stream, std::string_view bytes,
                            std::uint64_t unseen) {
    lines_.put(writer, stream, bytes);
    if (unseen == 0) return;
    lines_.flush();
    recorder_->output(writer, stream, {}, unseen);
  };
  listeners.acted = [this](const Caller& caller, const probe::Act& act) {
    if (gate_) gate_->acted(caller, act);
  };
  listeners.go_on = [](const Caller& caller) { os::Tracee(caller.thread).go_on_to_return(); };
  calls_ = std::make_unique<Calls>(*recorder_, std::move(listeners), lens_.get());
  if (request_.options.has_other_clock) calls_->clocks().run_otherwise();
  if (lens_) {
    lens_->finds_pipes_by([this](pid_t process, int descriptor) {
      const auto end = calls_->pipes().end_to_read(os::open_file(process, descriptor));
      return end ? std::optional(end->object) : std::nullopt;
    });
  }
}

Result PtraceObserver::observe(record::Consumer& consumer) {
  const pid_t first = launch_->pid();
  recorder_ = std::make_unique<RunRecorder>(consumer, request_);
  make_calls();
  detached_ =
      std::make_unique<DetachedProcesses>(*recorder_, streams_, lines_, poller_, *calls_, threads_,
                                          [this](const os::Stop& stop) { answer(stop); });
  if (request_.options.mode == record::Mode::controlled) make_gate();
  poller_.add(relay_.get());
  streams_.poll_in(poller_);
  calls_->begins_with(first);
  recorder_->begin(first);
  calls_->starts_with(first, STDOUT_FILENO, Stream::output);
  calls_->starts_with(first, STDERR_FILENO, Stream::error);
  calls_->executed(first);
  began_ = os::now();
  os::Tracee(first).go_on();
  while (!is_left() && !is_over()) {
    const bool is_all = answer_all();
    if (relay_.shall_stop()) stop_with_job();
    if (is_all) poll();
    if (gate_) attend_gate();
    if (threads_.empty()) adopt_unannounced(0);
    look_at_limits();
    look_at_clock();
  }
  const bool has_released = detached_->is_any();
  if (is_left()) kill_all(Told::yes);
  if (gate_) conclude_turns();
  if (outside_) note_uncontrolled();
  lines_.flush();
  result_.status = detached_->status_of_first().value_or(result_.status);
  result_.wanted_to_trace = detached_->was_refused();
  result_.has_tracer = has_released;
  result_.refused_filter = detached_->has_refused_filter();
  if (lens_) result_.unseen_words = lens_->unseen();
  recorder_->finish(result_);
  return result_;
}

// ---- stops

/// Answers stops until there are none for a moment. False: everything else has
/// waited long enough.
bool PtraceObserver::answer_all() {
  int answered = 0;
  while (answered < kInARow) {
    const auto stop = answered > 0 ? os::stop_within(kSoon) : os::next_stop();
    if (!stop) break;
    answer(*stop);
    ++answered;
  }
  if (answered > 0) may_stand_still_ = true;
  return answered < kInARow;
}

Came PtraceObserver::came_to(const os::Stop& stop) const {
  if (stop.why != os::Stop::Why::signalled) return Came::through;
  if (stop.signal == SIGSEGV && os::fault_of(stop.thread)) return Came::through;  // in no call
  const auto result = os::Tracee(stop.thread).interrupted_result();
  if (result == -EPIPE) return Came::in_vain;
  const bool is_broken = result && (os::is_repeated(*result) || *result == -EINTR);
  return is_broken ? Came::broken : Came::through;
}

void PtraceObserver::answer(const os::Stop& stop) {
  using Why = os::Stop::Why;
  const bool is_known = threads_.has(stop.thread);
  const bool is_alive = stop.why != Why::ended && stop.why != Why::exiting;
  if (gate_ && is_known && is_alive && gate_->puts_off(stop)) return;
  answer_now(stop);
}

void PtraceObserver::answer_now(const os::Stop& stop) {
  using Why = os::Stop::Why;
  const std::optional<pid_t> process = threads_.process_of(stop.thread);
  const Caller caller{stop.thread, process.value_or(0)};
  if (process) {
    const Came came = came_to(stop);
    if (gate_ && came == Came::broken) gate_->broken_off(stop.thread);
    calls_->settle(caller, came);
    const bool is_at_call = stop.why == Why::filtered || stop.why == Why::returned;
    if (!is_at_call && stop.why != Why::executed) calls_->interrupted(caller);
  }
  if (process && stop.why != Why::ended) calls_->report_whom_it_reaped(caller);
  if (detached_->takes_end(stop)) return;
  if (!process && stop.why != Why::executed) return add(stop.thread, stop);
  calls_->has_stopped(stop.thread);
  if (gate_) gate_->stirred(stop.thread);
  if (process && detached_->has_stopped(stop)) return;
  const os::Tracee tracee(stop.thread);
  switch (stop.why) {
    case Why::ended:
      return answer_end(stop);
    case Why::forked:
    case Why::vforked:
    case Why::cloned:
      return answer_fork(stop);
    case Why::executed:
      return answer_exec(stop);
    case Why::filtered:
      return answer_call(caller);
    case Why::returned:
      if (gate_ && !gate_->returned(caller)) return tracee.go_on();
      if (calls_->returned(caller) == Next::stops_at_return) return tracee.go_on_to_return();
      end_memory_use(caller);
      memory_.guard(caller);
      return has_lost() ? void() : tracee.go_on();
    case Why::signalled:
      if (gate_ && answer_access(caller)) return;
      return answer_signal(stop);
    case Why::suspended:
      return answer_suspension(stop);
    case Why::exiting:
      return tracee.go_on();
    case Why::trapped:
      if (stop.thread == recorder_->first()) is_suspended_ = false;
      calls_->suspensions().has_resumed(caller);
      memory_.guard(caller);
      return has_lost() ? void() : tracee.go_on();
  }
}

void PtraceObserver::answer_fork(const os::Stop& stop) {
  const pid_t parent = threads_.known_process_of(stop.thread);
  if (const auto made = os::Tracee(stop.thread).message()) {
    calls_->has_made(stop.thread, *made);
    const bool is_thread = stop.why == os::Stop::Why::cloned && os::is_thread_of(*made, parent);
    threads_.add({*made, is_thread ? parent : *made});
    if (is_thread) {
      if (outside_) outside_->has_thread(lens_->sees_memory(parent));
      recorder_->thread_began({stop.thread, parent}, *made);
    } else {
      lines_.flush(parent);
      calls_->forked(parent, *made);
      const bool is_vfork = stop.why == os::Stop::Why::vforked;
      recorder_->forked(parent, *made,
                        {calls_->pipes_of(*made), stop.thread,
                         is_vfork ? probe::ForkMode::vfork : probe::ForkMode::fork,
                         lens_ ? lens_->name_for_child(stop.thread) : std::string()});
      if (gate_) gate_->forked({stop.thread, parent}, *made);
      if (!is_vfork) memory_.forked(parent, *made);
      if (lens_) lens_->forked(parent, *made);
    }
    if (const auto early = early_.extract(*made)) answer(early.mapped().stop);
    look_at_limits();
  }
  const os::Tracee tracee(stop.thread);
  memory_.has_to_guard(parent) ? tracee.go_on_to_return() : tracee.go_on();
}

/// A program that makes processes or prints without end is ended.
void PtraceObserver::look_at_limits() {
  if (!request_.sandbox || !request_.sandbox->terms().limits) return;
  const Sandbox::Terms& terms = request_.sandbox->terms();
  if (threads_.size() > terms.most_threads) {
    give_up({"failed", fmt::format("there are more than {} processes and threads, the limit here",
                                   terms.most_threads)});
  } else if (recorder_->acts() > terms.most_acts) {
    give_up(
        {"failed", fmt::format("the run has more than {} acts, the limit here", terms.most_acts)});
  }
}

void PtraceObserver::answer_exec(const os::Stop& stop) {
  // The thread that executed is the only one now, and has the process's ID.
  const pid_t process = stop.thread;
  for (const Caller& one : threads_.in_order()) {
    if (one.process != process || one.thread == process) continue;
    forget(one);
    threads_.erase(one.thread);
  }
  threads_.add({process, process});
  forget({process, process});
  lines_.flush(process);
  recorder_->executed(process);
  if (gate_) gate_->executed(process);
  memory_.forget(process);
  if (lens_) lens_->executed(process);
  if (outside_) outside_->executed(process);
  calls_->executed(process);
  detached_->has_executed(process);
  os::Tracee(process).go_on();
}

void PtraceObserver::answer_signal(const os::Stop& stop) {
  const os::Tracee tracee(stop.thread);
  const pid_t process = threads_.known_process_of(stop.thread);
  // A process that learns that the terminal has another size asks for it at
  // once.
  if (stop.signal == SIGWINCH) streams_.fit_windows();
  calls_->suspensions().delivers(stop.signal);
  if (!os::is_reserved(stop.signal) && calls_->handles(process, stop.signal)) {
    if (gate_) gate_->delivers(process, stop.signal);
    probe::Act handle;
    handle.kind = probe::Kind::handle;
    handle.signal = stop.signal;
    const auto sender = calls_->outer(process, tracee.sender());
    if (sender && *sender > 0) {
      handle.peer = *sender;
      handle.peer_name = recorder_->name_of(*sender);
    }
    lines_.flush(process);
    handle.thread = recorder_->name_of_thread(stop.thread);
    recorder_->act(process, std::move(handle));
  } else if (gate_ && ends(process, stop.signal) && open_to_kernel({stop.thread, process})) {
    return;
  }
  tracee.go_on(stop.signal);
}

void PtraceObserver::answer_suspension(const os::Stop& stop) {
  os::Tracee(stop.thread).stay_suspended();
  if (stop.thread == recorder_->first()) is_suspended_ = true;
  calls_->suspensions().has_stopped({stop.thread, threads_.known_process_of(stop.thread)},
                                    stop.signal);
}

void PtraceObserver::answer_end(const os::Stop& stop) {
  const pid_t process = threads_.known_process_of(stop.thread);
  threads_.erase(stop.thread);
  forget({stop.thread, process});
  detached_->has_ended(stop.thread, process);
  if (lens_) lens_->thread_ended(stop.thread);
  if (process != stop.thread) return recorder_->thread_ended({stop.thread, process});
  adopt_unannounced(process);
  lines_.flush(process);
  if (process == recorder_->first()) {
    result_.status = stop.status;
    result_.ended_itself = true;
  }
  recorder_->ended(process, stop.status);
  calls_->ended(process);
  if (gate_) gate_->ended(process, os::to_string(stop.status));
  memory_.forget(process);
  if (lens_) lens_->ended(process);
}

/// An unknown thread stops: its creator is about to stop, too, and the thread
/// goes on after that.
void PtraceObserver::add(pid_t thread, const os::Stop& stop) {
  const auto state = os::state_of(thread);
  early_[thread] = {stop, state ? state->parent : 0};
}

/// A process killed in the middle of a fork cannot report it any more. 0: that
/// is true of all that are not adopted yet.
void PtraceObserver::adopt_unannounced(pid_t dead_parent) {
  for (auto one = early_.begin(); one != early_.end();) {
    if (dead_parent != 0 && one->second.parent != dead_parent) {
      ++one;
      continue;
    }
    const auto [pid, early] = *one;
    one = early_.erase(one);
    if (dead_parent != 0) {
      threads_.add({pid, pid});
      calls_->forked(dead_parent, pid);
      recorder_->forked(dead_parent, pid, {calls_->pipes_of(pid)});
      answer(early.stop);
    } else if (early.stop.why != os::Stop::Why::ended) {
      os::Tracee(pid).go_on();
    }
  }
}

// ---- the gate: a free run has none, and threads go on at once

void PtraceObserver::make_gate() {
  Gate::Orders orders;
  orders.let_go = [this](const Caller& caller, const Place& place) {
    recorder_->is_at(caller.process, place);
    make_call(caller);
  };
  orders.answer = [this](const os::Stop& stop) { answer_now(stop); };
  orders.fall_asleep = [this](const Caller& caller) { calls_->begins(caller); };
  orders.wake = [](const Caller& caller) {
    os::Tracee(caller.thread).answer_instead(0);
    os::Tracee(caller.thread).go_on();
  };
  orders.learns = [this](const std::string& what) {
    if (outside_) outside_->note(what);
  };
  orders.report = [this](const Caller& caller, probe::Act act) {
    lines_.flush(caller.process);
    act.thread = recorder_->name_of_thread(caller.thread);
    recorder_->act(caller.process, std::move(act));
  };
  orders.catch_up = [this] {
    lines_.flush();
    calls_->report_blocked(threads_.in_order());
  };
  gate_ = std::make_unique<Gate>(
      request_, std::move(orders),
      Intents(*calls_, *recorder_, request_.files ? *request_.files : files_), *recorder_, *calls_,
      threads_, lens_.get(), memory_, debug_lines_);
  calls_->stop_at_returns();
  if (gate_->input() >= 0) poller_.add(gate_->input());
  gate_->begins(launch_->pid());
}

void PtraceObserver::conclude_turns() {
  const choice::Turns& turns = gate_->turns();
  if (!is_left()) {
    if (auto dead = turns.check_end()) give_up(std::move(*dead));
  }
  result_.stuck = result_.stuck || turns.is_stuck();
  result_.schedule = turns.made();
  result_.before_last = turns.before_last();
  if (result_.end.status == "hung")
    result_.schedule = result_.schedule.first(gate_->choices_with_effect());
  result_.steps = turns.steps();
  result_.end.schedule = result_.schedule.to_string();
}

void PtraceObserver::attend_gate() {
  if (result_.signal != 0) return request_.audience->interrupted(result_.signal);
  if (auto dead = gate_->attend()) give_up(std::move(*dead));
  result_.quit = gate_->turns().quits();
  result_.back = gate_->turns().goes_back();
}

/// Stops as soon as the program has. A thread held at the gate does not stop.
void PtraceObserver::stop_with_job() {
  const bool has_stopped = is_suspended_ || detached_->has(recorder_->first());
  if (!gate_ && !has_stopped) return;
  if (gate_) request_.audience->suspended();
  relay_.stop();
  if (gate_) request_.audience->resumed();
}

void PtraceObserver::answer_call(const Caller& caller) {
  const auto call = gate_ ? os::Tracee(caller.thread).call() : std::nullopt;
  const bool is_ours = call && call->mark == os::SystemCallFilter::kMark;
  if (is_ours && memory_.takes(caller, *call)) {
    if (!has_lost()) os::Tracee(caller.thread).go_on();
    return;
  }
  if (call) {
    end_memory_use(caller);
    if (memory_.open_for(caller, *call)) uses_memory_.insert(caller.thread);
    if (has_lost()) return;
  }
  if (is_ours && has_told(caller, *call)) return;
  if (is_ours && is_mapping(caller, *call)) return map_memory(caller, *call);
  if (is_ours && is_from_outside(caller, *call)) {
    gate_->asks_outside(caller, *call);
    return go_on_in_call(caller.thread);
  }
  if (is_ours && may_sleep(*call) && !only_sleeps(*call)) {
    if (!gate_->keeps_futex(caller, *call)) return fall_asleep(caller, *call);
    return leaves_loop(caller);
  }
  if (!is_ours || !gate_->keeps(caller, *call)) return make_call(caller);
  leaves_loop(caller);
}

// ---- memory that processes share

/// The thread whose stop is being answered ended while it was let do something.
bool PtraceObserver::has_lost() {
  const auto lost = memory_.take_lost();
  if (lost) answer(*lost);
  return lost.has_value();
}

/// Whether the thread is about to map memory whose accesses will be acts. What Python shares
/// its words tell.
bool PtraceObserver::is_mapping(const Caller& caller, const os::SystemCall& call) const {
  return !lens_->sees_memory(caller.process) && GuardedMemory::can_guard(caller, call);
}

void PtraceObserver::map_memory(const Caller& caller, const os::SystemCall& call) {
  const os::Tracee tracee(caller.thread);
  tracee.go_on_to_return();
  const auto stop = os::await_stop_of(caller.thread);
  if (stop && stop->why != os::Stop::Why::returned) return answer(*stop);
  const std::int64_t address = tracee.result().value_or(-1);
  if (address > 0) {
    // A survey shows no names.
    std::string name;
    if (!request_.options.tells_state) {
      const auto place = debug_lines_.of(caller);
      if (place) name = variable_set_by_call(*place, "mmap");
    }
    const bool is_anonymous = (call.arguments[3] & MAP_ANONYMOUS) != 0;
    memory_.mapped(caller, call, static_cast<std::uint64_t>(address),
                   recorder_->name_of(caller.process), name, !is_anonymous && recorder_->met() > 1);
    if (has_lost()) return;
  }
  tracee.go_on();
}

/// Whether the thread has stopped since it wants to use such memory.
bool PtraceObserver::answer_access(const Caller& caller) {
  const auto access = memory_.wanted_by(caller);
  if (has_lost()) return true;
  if (!access) return false;
  if (access->is_of_word) {
    memory_.let(caller);
    if (!has_lost()) os::Tracee(caller.thread).go_on();
  } else if (!gate_->keeps_access(caller, *access)) {
    make_access(caller);
  }
  return true;
}

void PtraceObserver::make_access(const Caller& caller) {
  auto done = memory_.let(caller);
  // Nobody steps through the rest.
  if (gate_->turns().is_free()) memory_.give_up(caller);
  if (has_lost()) return;
  gate_->accessed(caller, std::move(done));
  os::Tracee(caller.thread).go_on();
}

/// Its process may end now: the kernel then marks the locks of which it was the owner. True:
/// it has been lost.
bool PtraceObserver::open_to_kernel(const Caller& caller) {
  memory_.open(caller);
  if (memory_.is_open(caller.process)) uses_memory_.insert(caller.thread);
  return has_lost();
}

/// The call for which the memory is open has returned.
void PtraceObserver::end_memory_use(const Caller& caller) {
  if (uses_memory_.erase(caller.thread) != 0 && !(lens_ && lens_->act_of(caller.thread)))
    memory_.close(caller);
}

/// Lets it make the call before which it has stopped.
void PtraceObserver::go_on_in_call(pid_t thread) {
  const os::Tracee tracee(thread);
  uses_memory_.count(thread) != 0 ? tracee.go_on_to_return() : tracee.go_on();
}

/// The thread is held at another act than those that loops are made of.
void PtraceObserver::leaves_loop(const Caller& caller) {
  lens_->leaves_loop(caller.thread);
  memory_.leaves_loop(caller);
  has_lost();
}

/// Whether the call only learns something from outside the run.
bool PtraceObserver::is_from_outside(const Caller& caller, const os::SystemCall& call) {
  const bool has_lens = lens_->sees_memory(caller.process);
  if (calls_->clocks().takes(caller.thread, call)) {
    // A library reads it for its own purposes, and so does a tool that looks for the program.
    const bool is_library = has_lens || recorder_->is_beneath(caller.process);
    if (!is_library) outside_->note("clock");
    return true;
  }
  return outside_->takes(caller, call, {recorder_->name_of(caller.process), has_lens});
}

/// What another run with the same choices may have otherwise.
void PtraceObserver::note_uncontrolled() {
  std::set<std::string> causes = outside_->noted();
  if (memory_.has_unseen()) causes.insert("memory");
  const Sandbox* const sandbox = request_.sandbox;
  if (!sandbox || !sandbox->has(Sandbox::Part::pids)) causes.insert("pids");
  if (!sandbox || !sandbox->has(Sandbox::Part::files)) causes.insert("files");
  result_.end.uncontrolled.assign(causes.begin(), causes.end());
}

/// Whether the call was a report of a lens. Then the thread is held at an act of its own,
/// or goes on: to such an act the answer is 0 if it is not held, as no thread is any more.
bool PtraceObserver::has_told(const Caller& caller, const os::SystemCall& call) {
  Lens::Told told = lens_->take(caller, call);
  using What = Lens::Told::What;
  if (told.what == What::nothing) return false;
  memory_.leave_to_words(caller.process, told.address, told.size);
  if (told.what == What::begins && !gate_->turns().is_free()) {
    gate_->hold_word(caller, call, std::move(told.act));
    memory_.leaves_loop(caller);
    memory_.open(caller);
    has_lost();
    return true;
  }
  const bool is_end = told.what == What::ends || told.what == What::fails;
  if (is_end) gate_->word_ends(caller, told.what == What::fails);
  if (told.what == What::waits) gate_->has_to_wait(caller.thread);
  if (told.what == What::tries && gate_->tries(caller.thread))
    os::Tracee(caller.thread).answer_instead(0);
  if (is_end && !lens_->act_of(caller.thread)) {
    memory_.close(caller);
    if (has_lost()) return true;
  }
  if (told.what == What::named) recorder_->is_called(caller.process, told.name);
  if (told.what == What::ends) {
    lines_.flush(caller.process);
    told.act.thread = recorder_->name_of_thread(caller.thread);
    recorder_->act(caller.process, std::move(told.act));
  }
  if (told.lets_loop && outside_) outside_->runs_on_in_memory();
  if (told.what == What::outside && outside_) outside_->note(told.name);
  if (told.what == What::yes || told.what == What::begins || told.lets_loop)
    os::Tracee(caller.thread).answer_instead(0);
  os::Tracee(caller.thread).go_on();
  return true;
}

/// The thread may sleep in the call. It stops when it wakes, so that it goes on when the
/// one that has woken it is at rest.
void PtraceObserver::fall_asleep(const Caller& caller, const os::SystemCall& call) {
  if (waits_for_descriptors(call)) {
    gate_->asks_in(caller.thread, call);
    const bool is_programs = outside_ && !lens_->sees_memory(caller.process);
    if (is_programs && depends_on_time(call)) outside_->note("polls");
  }
  if (!is_held()) return go_on_in_call(caller.thread);
  gate_->may_sleep(caller.thread);
  os::Tracee(caller.thread).go_on_to_return();
}

/// The call before which the thread has stopped.
void PtraceObserver::make_call(const Caller& caller) {
  if (memory_.has_waiting(caller.thread)) return make_access(caller);
  const os::Tracee tracee(caller.thread);
  const auto call = gate_ ? tracee.call() : std::nullopt;
  const bool is_ours = call && call->mark == os::SystemCallFilter::kMark;
  if (call && call->number == SYS_exit_group && open_to_kernel(caller)) return;
  if (is_ours && Intents::is_only_held(call->number)) return tracee.go_on();
  if (is_ours && may_sleep(*call) && !only_sleeps(*call)) return fall_asleep(caller, *call);
  may_be_blocked_ = true;
  switch (calls_->begins(caller)) {
    case Next::goes_on:
      if (gate_ && gate_->puts_off_death(caller)) tracee.answer_instead(0);
      if (const auto instead = gate_ ? gate_->tries_instead(caller.thread) : std::nullopt)
        tracee.call_instead(*instead);
      if (gate_ && gate_->wants_result(caller.thread)) return tracee.go_on_to_return();
      return go_on_in_call(caller.thread);
    case Next::stops_at_return:
      return tracee.go_on_to_return();
    case Next::waits_its_turn:
      return;
    case Next::asks_to_trace:
      return detached_->asks_to_trace(caller);
  }
}

void PtraceObserver::forget(const Caller& caller) {
  memory_.withdraw(caller.thread);
  uses_memory_.erase(caller.thread);
  calls_->forget(caller);
  if (gate_) gate_->forget(caller.thread);
}

// ---- signals, output, time

/// Whether threads are held, so that one acts at a time.
bool PtraceObserver::is_held() const {
  return gate_ && !gate_->turns().is_free();
}

bool PtraceObserver::is_over() const {
  return threads_.empty() && early_.empty() && detached_->is_over();
}

void PtraceObserver::handle_signals() {
  const pid_t first = recorder_->first();
  // In a controlled run what is typed is not meant for the program.
  const pid_t program = recorder_->knows(first) && !gate_ ? first : 0;
  SignalRelay::Others others;
  if (!gate_) others = [this] { return recorder_->alive(); };
  if (const auto signal = relay_.handle_pending(program, others)) result_.signal = *signal;
  if (relay_.has_resized()) streams_.fit_windows();
}

void PtraceObserver::poll() {
  if (is_over()) return;
  const auto ready = poller_.wait(poll_limit());
  handle_signals();
  streams_.discard();
  calls_->outputs().look_at_turns();
  if (ready.empty()) {
    // At a gate time decides nothing: it knows at each point who waits.
    if (is_held()) return;
    lines_.flush();
    if (!std::exchange(may_be_blocked_, false)) return look_for_standstill();
    may_be_blocked_ = calls_->report_blocked();
    return;
  }
  detached_->attend(ready);
  if (gate_ && std::find(ready.begin(), ready.end(), gate_->input()) != ready.end())
    gate_->read_answers();
}

std::optional<std::chrono::nanoseconds> PtraceObserver::poll_limit() const {
  if (may_be_blocked_ && !is_held()) return kBlockedLook;
  if (calls_->outputs().has_waiting()) return kBlockedLook;
  if (lines_.has_unfinished() && !is_held()) return OutputLines::kUnfinishedLimit;
  std::optional<std::chrono::nanoseconds> limit;
  if (relay_.deadline()) limit = std::max(os::Stamp(0), *relay_.deadline() - os::now());
  if (threads_.empty())
    limit = std::min(limit.value_or(kLookForAnybody), os::Stamp(kLookForAnybody));
  if (may_stand_still_) limit = std::min(limit.value_or(kStandstill), os::Stamp(kStandstill));
  if (gate_ && gate_->limit()) limit = std::min(limit.value_or(*gate_->limit()), *gate_->limit());
  if (request_.options.timeout) {
    const os::Stamp left = std::max(os::Stamp(0), *request_.options.timeout - time_taken());
    limit = std::min(limit.value_or(left), left);
  }
  return limit;
}

/// Nothing has happened for a while. If every thread waits for another, and no
/// timer will wake one, nothing will happen any more, except from outside.
void PtraceObserver::look_for_standstill() {
  if (!std::exchange(may_stand_still_, false)) return;
  calls_->report_blocked(threads_.in_order());
  if (calls_->has_timers()) return;
  if (detached_->is_any()) return;  // we do not know what those wait for
  for (const pid_t pid : recorder_->alive()) {
    const auto state = os::state_of(pid);
    // A thread on its way into its call must be looked at again.
    may_stand_still_ = may_stand_still_ || !state || state->state != 'S';
  }
  const auto waits = calls_->waits(threads_.in_order());
  if (may_stand_still_ || waits.size() < threads_.size() || !early_.empty()) return;
  if (!request_.standstill) return;
  const Standstill now{wait_graph(waits, *recorder_),
                       outside_help(waits, *recorder_, OutsideSignals::possible)};
  if (!request_.standstill(now)) return;
  result_.stuck = true;
  give_up({"deadlock", now.sentence()});
}

void PtraceObserver::look_at_clock() {
  const auto& timeout = request_.options.timeout;
  if (!timeout || is_over() || time_taken() < *timeout) return;
  give_up({"hung",
           fmt::format("gave up after {} s: {}", std::chrono::duration<double>(*timeout).count(),
                       who_waits(calls_->waits(threads_.in_order()), *recorder_))});
}

/// Without the time spent on asking.
os::Stamp PtraceObserver::time_taken() const {
  return os::now() - began_ - (gate_ ? gate_->turns().time_asked() : os::Stamp(0));
}

void PtraceObserver::give_up(choice::Turns::Dead why) {
  if (result_.end.status != "ok") return;
  result_.end.status = std::move(why.status);
  result_.end.reason = std::move(why.reason);
  result_.misfit = why.is_misfit;
}

/// Whether the program is to be ended now.
bool PtraceObserver::is_left() const {
  return result_.signal != 0 || result_.end.status != "ok" || result_.quit || result_.back;
}

void PtraceObserver::kill_all(Told told) {
  if (told == Told::yes) recorder_->note_that_we_kill();
  for (const pid_t process : detached_ ? detached_->kill_all() : std::vector<pid_t>()) {
    if (told == Told::yes) recorder_->ended(process, os::ExitStatus::killed(SIGKILL));
  }
  for (const Caller& one : threads_.in_order()) os::send_signal(one.process, SIGKILL);
  for (const auto& [thread, early] : early_) os::send_signal(thread, SIGKILL);
  if (threads_.empty() && early_.empty()) return;
  while (const auto stop = os::await_stop()) {
    // It may have been forked at the moment when its parent was killed.
    if (stop->why == os::Stop::Why::exiting) {
      os::Tracee(stop->thread).go_on();  // it is dying already and gets no signal
    } else if (stop->why != os::Stop::Why::ended) {
      os::send_signal(stop->thread, SIGKILL);
    } else if (told == Told::yes && recorder_->knows(stop->thread)) {
      if (stop->thread == recorder_->first()) result_.status = stop->status;
      recorder_->ended(stop->thread, stop->status);
    }
  }
  threads_.clear();
  early_.clear();
}

}  // namespace tracer
