#include "core/mp/process.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/spawn.hpp"
#include "core/os/pidfd.hpp"
#include "core/os/process.hpp"
#include "core/probe/process_body.hpp"

namespace mp {

struct Process::State {
  Body body;
  std::string name;
  bool spawns = false;
  bool daemon = false;
  pid_t owner = 0;  // who started it; 0: nobody has
  pid_t pid = 0;
  std::optional<os::Pidfd> sentinel;
  std::optional<ExitStatus> status;

  bool runs_for(pid_t who) const { return owner == who && !status; }
};

namespace {

// Whom this process has started and not reaped, so that looking for the living
// reaps the dead. A child has started nobody.
std::vector<Process*>& started() {
  // Never destroyed: a Process of the whole program's ends after all statics.
  static auto& processes = *new std::vector<Process*>;
  return processes;
}

int g_made = 0;  // processes that this one has made, for their names

}  // namespace

Process::Process(Body body) : state_(std::make_unique<State>()) {
  state_->body = std::move(body);
}

Process::Process(Process&& other) noexcept : state_(std::move(other.state_)) {
  std::replace(started().begin(), started().end(), &other, this);
}

Process::~Process() {
  std::erase(started(), this);  // in a fork's child, too, which knows its parent's
  if (!state_ || !state_->runs_for(::getpid())) return;
  try {
    // No line of a page says so: it happens where the scope ends.
    if (state_->daemon) terminate(probe::Place{});
    join(probe::Place{});
  } catch (const std::exception&) {
    // Somebody else has reaped it: then it has ended, which is all we want.
  }
}

Process& Process::name(std::string name) {
  require_not_started("name it");
  state_->name = std::move(name);
  return *this;
}

Process& Process::daemon(bool daemon) {
  require_not_started("make it a daemon");
  state_->daemon = daemon;
  return *this;
}

Process& Process::spawn(bool spawn) {
  require_not_started("say spawn()");
  state_->spawns = spawn;
  return *this;
}

void Process::start(probe::Place place) {
  if (state_->owner != 0) throw Error("cannot start a process twice: make another one");
  active_children();
  const std::string unwatched_name =
      state_->name.empty() ? fmt::format("child-{}", g_made + 1) : state_->name;
  std::optional<Spawn> spawn;
  if (state_->spawns) spawn.emplace(state_->body.name(), unwatched_name);
  // What waits in stdio's buffers is the parent's to print, and only once.
  std::fflush(nullptr);
  // Keeps a place for its sentinel: if there is none, nothing must have started.
  auto reserved = os::Pidfd::open(::getpid());
  const pid_t pid = fork_named(state_->name, place, spawn ? "spawn" : "");
  if (pid == 0) {
    reserved.reset();
    if (spawn) spawn->become_fresh();
    started().clear();
    g_made = 0;
    probe::run_and_exit(state_->body.run, unwatched_name);
  }
  if (spawn) spawn->await_start(pid);
  ++g_made;
  const probe::Watcher* seen = probe::watcher();
  state_->name = seen ? seen->name_of(pid) : unwatched_name;
  state_->owner = ::getpid();
  state_->pid = pid;
  reserved.reset();
  state_->sentinel = os::Pidfd::open(pid);
  started().push_back(this);
}

void Process::require_not_started(const char* what) const {
  if (state_->owner != 0)
    throw Error(fmt::format("the process has already started: {} before start()", what));
}

void Process::require_started(const char* what) const {
  if (state_->owner == 0) throw Error(fmt::format("can only {} a started process", what));
}

void Process::join(probe::Place place) {
  require_started("join");
  if (state_->status) return;
  if (state_->owner != ::getpid()) throw Error("can only join a child of this process");
  state_->status = wait_for(state_->pid, place);
  std::erase(started(), this);
}

bool Process::join_for(Limit limit, probe::Place place) {
  require_started("join");
  if (state_->status) return true;
  if (state_->owner != ::getpid()) throw Error("can only join a child of this process");
  state_->status = wait_until(state_->pid, limit.deadline(), place);
  if (state_->status) std::erase(started(), this);
  return state_->status.has_value();
}

void Process::terminate(probe::Place place) {
  signal(SIGTERM, "terminate", place);
}

void Process::kill(probe::Place place) {
  signal(SIGKILL, "kill", place);
}

void Process::signal(int number, const char* what, probe::Place place) {
  require_started(what);
  if (!state_->runs_for(::getpid())) return;
  if (probe::watcher()) {
    probe::Act act = act_on(state_->name, probe::Kind::terminate, place);
    act.peer = state_->pid;
    act.signal = number;
    // Told before it is done: whoever sees the end shall know that it was meant.
    probe::perform(act);
  }
  os::send_signal(state_->pid, number);
  probe::stand_by();
}

void Process::reap_if_ended() {
  if (!state_->runs_for(::getpid())) return;
  state_->status = os::try_reap(state_->pid);
  if (!state_->status) return;
  std::erase(started(), this);
  if (probe::Watcher* seen = probe::watcher()) {
    probe::Act act;
    act.kind = probe::Kind::reap;
    act.object = state_->name;
    act.peer = state_->pid;
    describe_end(act, *state_->status);
    seen->done(act);
  }
}

bool Process::is_alive() {
  probe::stand_by();
  reap_if_ended();
  return state_->runs_for(::getpid());
}

std::optional<ExitStatus> Process::exit_status() {
  probe::stand_by();
  reap_if_ended();
  return state_->status;
}

std::optional<pid_t> Process::pid() const {
  return state_->owner == 0 ? std::nullopt : std::optional(state_->pid);
}

const std::string& Process::name() const {
  return state_->name;
}

bool Process::daemon() const {
  return state_->daemon;
}

int Process::sentinel() const {
  if (!state_->sentinel) throw Error("process not started: it has no sentinel yet");
  return state_->sentinel->get();
}

std::vector<pid_t> active_children() {
  std::vector<pid_t> alive;
  const auto processes = started();  // reaping changes the original
  if (!processes.empty()) probe::stand_by();
  for (Process* process : processes) {
    process->reap_if_ended();
    if (process->state_->runs_for(::getpid())) alive.push_back(*process->pid());
  }
  return alive;
}

}  // namespace mp
