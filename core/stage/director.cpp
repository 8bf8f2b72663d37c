#include "core/stage/director.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "core/os/process/process.hpp"
#include "core/probe/process_body.hpp"
#include "core/stage/actor.hpp"

namespace stage {
namespace {

/// How long all processes must have waited before it counts as forever. A
/// process that is awake gets a processor sooner, even on a busy machine.
constexpr std::chrono::milliseconds kStill{150};

/// How often to check whether all are still.
constexpr std::chrono::microseconds kMoment{20};

}  // namespace

Director::Director(const RunSpec& spec, const choice::RunOptions& options,
                   record::Consumer& consumer, choice::Audience& audience)
    : spec_(spec),
      options_(options),
      audience_(audience),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH, SIGCHLD}),
      events_(record::make_event_channel()),
      output_(record::make_output_channel()),
      recorder_(consumer),
      processes_(poller_),
      turns_(options, *this, audience) {
  os::raise_descriptor_limit();
  poller_.add(signals_.get());
  poller_.add(events_.receiver.get());
  poller_.add(output_.receiver.get());
  if (audience_.input() >= 0) poller_.add(audience_.input());
  slots_.hold(options_.mode == record::Mode::controlled);
  slots_.set_clock(os::now());
  start_first_process();
}

Director::~Director() {
  while (os::has_children()) {
    kill_all();
    while (os::try_reap_any()) {
    }
    if (os::has_children()) poller_.wait(std::chrono::milliseconds(1));
  }
}

void Director::kill_all() {
  // The group dies at once; a process that has left it is adopted when its
  // parent dies.
  os::send_signal_to_group(first_, SIGKILL);
  for (const pid_t child : os::children()) os::send_signal(child, SIGKILL);
}

void Director::start_first_process() {
  const int slot = slots_.reserve(os::now(), -1);
  began_ = os::now();
  // Otherwise the demo would print what is in our buffers, too.
  std::fflush(nullptr);
  first_ = os::fork();
  if (first_ == 0) become_first_process(slot);
  os::lead_group(first_);
  kill_switch_.hold();
  // The demo's processes hold the writers' ends; ours would keep them open.
  events_.sender = record::EventSender(os::Fd());
  output_.writers_end.reset();
  audience_.remark(fmt::format("started {}/{} as process {}", spec_.lesson, spec_.demo, first_));
}

void Director::become_first_process(int slot) {
  os::lead_group(0);
  kill_switch_.tie(::getpid());
  os::make_standard(os::open("/dev/null", O_RDONLY), STDIN_FILENO);
  os::make_standard(output_.writers_end, STDOUT_FILENO);
  os::make_standard(output_.writers_end, STDERR_FILENO);
  os::close_all_but({events_.sender.get(), kill_switch_.tied_end(), slots_.memory()});
  os::reset_signals();
  Actor actor(slots_, events_.sender, kill_switch_, spec_.names, slot, options_.speed);
  probe::watch(&actor);
  actor.enter();
  probe::run_and_exit(spec_.body);
}

choice::Result Director::run() {
  while (os::has_children()) {
    std::optional<os::Stamp> limit = next_deadline();
    if (limit) limit = std::max(os::Stamp(0), *limit - os::now());
    const std::vector<int> readable = poller_.wait(limit);
    // A process on its way to its gate needs a moment, and maybe this
    // processor.
    if (settles_) os::sleep_until(os::now() + kMoment);
    handle_signals();
    listen(readable);
    if (turns_.read_answers()) leave();
    open_gates();
    look_for_standstill();
    if (given_up_) kill_all();
    if (options_.timeout && !given_up_ && time_taken() >= *options_.timeout) {
      give_up("hung",
              fmt::format("gave up after {} s: {}",
                          std::chrono::duration<double>(*options_.timeout).count(), who_waits()));
    }
  }
  listen({});
  remove_noted();
  output_.receiver.flush_all(
      [&](pid_t writer, std::string line) { record_line(writer, std::move(line)); });
  if (const auto dead = turns_.check_end(); dead && result_.end.status == "ok") {
    result_.end.status = dead->status;
    result_.end.reason = dead->reason;
    result_.misfit = dead->is_misfit;
  }
  result_.end.events = recorder_.finish();
  result_.end.lost = events_.receiver.refused();
  result_.stuck = turns_.is_stuck();
  result_.schedule = turns_.made();
  result_.before_last = turns_.before_last();
  result_.steps = turns_.steps();
  result_.end.schedule = result_.schedule.to_string();
  return result_;
}

os::Stamp Director::time_taken() const {
  return os::now() - began_ - turns_.time_asked();
}

std::optional<os::Stamp> Director::next_deadline() const {
  if (given_up_) return os::now() + std::chrono::milliseconds(10);
  if (settles_) return os::now();
  // An event may have been stamped after this round's watermark was taken.
  const bool look_again = !in_doubt_.empty() || recorder_.keeps_any();
  if (look_again) return os::now() + std::chrono::milliseconds(1);
  if (turns_.is_asking()) return turns_.deadline();
  std::optional<os::Stamp> deadline;
  if (options_.timeout) deadline = os::now() + (*options_.timeout - time_taken());
  if (still_since_)
    deadline = std::min(deadline.value_or(os::Stamp::max()), *still_since_ + kStill);
  return deadline;
}

// ---- signals and the audience

void Director::handle_signals() {
  while (const auto signal = signals_.next()) {
    switch (*signal) {
      case SIGCHLD:
        break;  // listen() looks for the dead in every round
      case SIGWINCH:
        audience_.resized();
        break;
      case SIGTSTP:
        suspend();
        break;
      default:
        result_.signal = *signal;
        audience_.interrupted(*signal);
        give_up("interrupted", fmt::format("mpdemo received SIG{}", ::sigabbrev_np(*signal)));
    }
  }
}

void Director::suspend() {
  // The demo stops with us, as a job of one shell would.
  const os::Stamp from = os::now();
  os::send_signal_to_group(first_, SIGSTOP);
  audience_.suspended();
  os::suffer(SIGTSTP);
  audience_.resumed();
  os::send_signal_to_group(first_, SIGCONT);
  turns_.forget_time(os::now() - from);
}

void Director::leave() {
  result_.quit = turns_.quits();
  result_.back = turns_.goes_back();
  give_up("interrupted", "ended by the reader");
}

void Director::give_up(std::string status, std::string reason) {
  if (given_up_) return;
  given_up_ = true;
  turns_.withdraw();
  result_.end.status = std::move(status);
  result_.end.reason = std::move(reason);
  audience_.remark(result_.end.reason);
}

std::string Director::who_waits() const {
  const choice::WaitGraph waits = processes_.waits();
  return waits.sentence(choice::kEnglishWaits, waits.mention(true));
}

// ---- the source of points

choice::Point Director::point() const {
  choice::Point point = processes_.point(slots_.clock(), options_.honours_sleep);
  if (!anyone_may_act(point)) point.waits = processes_.waits();
  return point;
}

void Director::act(const choice::Role& role) {
  // It sleeps until then, so virtual time must advance to that.
  if (role.until) slots_.set_clock(std::max(slots_.clock(), *role.until));
  const int slot = processes_.slot_of(role.pid);
  processes_.let_go(role.pid);
  slots_.give_turn(slot);
}

// ---- gates

void Director::open_gates() {
  settles_ = false;
  if (given_up_ || !slots_.holds() || processes_.size() == 0) return;
  const auto stillness = processes_.stillness();
  settles_ = stillness == ProcessTable::Stillness::settling;
  if (stillness != ProcessTable::Stillness::still) return;
  remove_noted();
  if (const pid_t next = processes_.standing_by()) {
    processes_.let_go(next);
    return slots_.give_turn(processes_.slot_of(next));
  }
  if (processes_.size() == 0) return;
  // All processes are held, so everything that was done has been received: show
  // it before asking what comes next.
  if (!turns_.is_asking()) recorder_.release(slots_.watermark());
  if (auto dead = turns_.next()) {
    result_.misfit = dead->is_misfit;
    give_up(std::move(dead->status), std::move(dead->reason));
  }
  if (turns_.quits() || turns_.goes_back()) leave();
}

/// A free run in which all processes wait for each other will never end. What
/// was received last may be out of date, so all have to be still for a while.
void Director::look_for_standstill() {
  if (given_up_ || slots_.holds()) return;
  if (processes_.size() == 0 || !processes_.all_wait()) return still_since_.reset();
  const os::Stamp now = os::now();
  if (!still_since_ || heard_any_) still_since_ = now;
  if (now - *still_since_ < kStill) return;
  still_since_ = now;
  for (const pid_t child : os::children()) {
    if (!processes_.knows(child)) return;  // it may do anything
  }
  if (!processes_.all_sleep()) return;
  const choice::WaitGraph waits = processes_.waits();
  give_up("deadlock", waits.reason(choice::kEnglishWaits, waits.mention(true), true));
}

// ---- listening

void Director::listen(const std::vector<int>& readable) {
  // The order matters. A process seen dead here has sent everything; what was
  // stamped before the watermark has been sent; so the drain gets both.
  const os::Stamp seen_at = os::now();
  std::vector<Death> deaths;
  for (const pid_t pid : processes_.ended_among(readable)) {
    const auto state = os::state_of(pid);
    if (!state || state->parent != ::getpid()) {
      deaths.push_back({pid, state ? state->ended : std::nullopt});
    }
  }
  while (const auto reaped = os::try_reap_any()) deaths.push_back({reaped->pid, reaped->status});
  const os::Stamp watermark = slots_.watermark();

  std::vector<record::Notice> notices;
  const auto take_notice = [&](record::Notice notice) { notices.push_back(std::move(notice)); };
  const auto take_line = [&](pid_t writer, std::string line) {
    lines_.emplace_back(writer, std::move(line));
  };
  events_.receiver.drain(take_notice);
  output_.receiver.drain(take_line);
  heard_any_ = !notices.empty() || !deaths.empty();
  if (!lines_.empty()) {
    // Our processes report their start before they write: if a writer has not,
    // it is another program. Starts and forks are handled first, to know that.
    events_.receiver.drain(take_notice);
    std::vector<record::Notice> others;
    for (auto& notice : notices) {
      // A held process writes nothing between an act that it has reported and
      // its next one, so what has been reported came before the line.
      const bool comes_first = slots_.holds() || announces_birth(notice);
      comes_first ? on_event(std::move(notice)) : others.push_back(std::move(notice));
    }
    notices = std::move(others);
    read_lines();
  }
  stop_polling_ended_channels();
  for (auto& notice : notices) on_event(std::move(notice));
  for (const Death& death : deaths) note_death(death, seen_at);
  release_unborn();
  recorder_.release(watermark);
}

bool Director::announces_birth(const record::Notice& notice) const {
  const probe::Act& act = notice.event.act;
  // Unless the PID has just been reused: then the earlier end comes first.
  if (act.kind == probe::Kind::start) return !recorder_.knows(notice.event.pid);
  return act.kind == probe::Kind::fork && act.peer && notice.phase == record::Phase::done &&
         !recorder_.knows(*act.peer);
}

void Director::read_lines() {
  for (auto& [writer, line] : std::exchange(lines_, {})) {
    if (!recorder_.knows(writer)) recorder_.introduce(writer);
    record_line(writer, std::move(line));
  }
  // Lines that came meanwhile may be a process's last before its end, or the
  // first of one whose start is not received yet: they are handled next time.
  output_.receiver.drain([&](pid_t writer, std::string line) {
    if (recorder_.knows(writer)) {
      record_line(writer, std::move(line));
    } else {
      lines_.emplace_back(writer, std::move(line));
    }
  });
}

void Director::record_line(pid_t writer, std::string line) {
  // If one process acts at a time, the line came after everything reported.
  recorder_.output(writer, std::move(line), slots_.holds() ? os::now() : os::Stamp(0));
}

void Director::stop_polling_ended_channels() {
  // An ended channel stays readable forever; programs that a page executes hold
  // no event channel and may run on for long.
  if (events_.receiver.at_end() && !std::exchange(events_ended_, true)) {
    poller_.remove(events_.receiver.get());
  }
  if (output_.receiver.at_end() && !std::exchange(output_ended_, true)) {
    poller_.remove(output_.receiver.get());
  }
}

void Director::on_event(record::Notice notice) {
  processes_.on_event(notice);
  if (notice.phase != record::Phase::done) return;
  const probe::Act act = notice.event.act;
  const os::Stamp at = *notice.event.t;
  if (act.kind == probe::Kind::terminate && act.peer) condemned_.insert(*act.peer);
  if (act.kind == probe::Kind::reap && act.peer) {
    // The parent may know of the end before we do.
    remove(*act.peer, probe::described_end(act), at);
  }
  recorder_.take(std::move(notice));
}

void Director::note_death(const Death& death, os::Stamp at) {
  // If several processes die at once, the kernel decides the order, and a
  // schedule would not repeat it. So the ends are recorded at the end of the
  // run, in the order of their births.
  const bool at_once = !given_up_ && !slots_.holds();
  if (at_once || !processes_.knows(death.pid)) return remove(death.pid, death.status, at);
  processes_.note_end(death.pid);
  deaths_.push_back(death);
}

void Director::remove_noted() {
  const auto number = [this](const Death& death) { return processes_.number_of(death.pid); };
  std::stable_sort(deaths_.begin(), deaths_.end(),
                   [&](const Death& a, const Death& b) { return number(a) < number(b); });
  const os::Stamp now = os::now();
  for (const Death& death : std::exchange(deaths_, {})) remove(death.pid, death.status, now);
}

void Director::remove(pid_t pid, std::optional<os::ExitStatus> status, os::Stamp at) {
  output_.receiver.flush(
      pid, [&](pid_t writer, std::string line) { record_line(writer, std::move(line)); });
  // Without a status its parent has reaped it and tells what it knows.
  if (status) {
    judge(pid, *status);
    recorder_.ended(pid, status, at, given_up_);
  }
  if (!processes_.knows(pid)) return;
  const int slot = processes_.remove(pid);
  if (slot >= 0) {
    slots_.release(slot);
    if (const int unborn = slots_.unborn_of(slot); unborn >= 0) in_doubt_.push_back(unborn);
  }
  turns_.withdraw();
}

void Director::judge(pid_t pid, const os::ExitStatus& status) {
  const bool is_first = pid == first_;
  const bool bad = is_first ? !status.ok() : status.was_killed() && condemned_.count(pid) == 0;
  if (!bad || given_up_ || result_.end.status != "ok") return;
  result_.end.status = "failed";
  result_.end.reason = fmt::format("{} {} {}", recorder_.name_of(pid), pid, to_string(status));
}

void Director::release_unborn() {
  // A process killed while it forked has left a slot reserved: for a child that
  // is ours by now and will report its start, or for one that was never born.
  if (in_doubt_.empty()) return;
  for (const pid_t child : os::children()) {
    if (!processes_.knows(child)) return;
  }
  for (const int slot : in_doubt_) slots_.release_unborn(slot);
  in_doubt_.clear();
}

}  // namespace stage
