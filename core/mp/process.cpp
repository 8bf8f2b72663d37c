#include "core/mp/process.hpp"

#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>

#include "core/mp/error.hpp"
#include "core/mp/process/child.hpp"
#include "core/mp/process/lineage.hpp"
#include "core/mp/process/spawn.hpp"
#include "core/mp/process/started.hpp"
#include "core/os/process/signal_hold.hpp"
#include "core/probe/process_body.hpp"

namespace mp {

using detail::Child;
using detail::Started;

struct Process::State {
  Body body;
  std::string name;
  bool spawns = false;
  bool daemon = false;
  std::atomic<pid_t> owner{0};  // the process that starts it or has started it; 0: none
  std::atomic<bool> has_started{false};
  std::shared_ptr<Child> child;  // once it has started

  bool is_ours() const { return owner == ::getpid(); }
  bool runs() const { return has_started && !child->status(); }
  void start(probe::Place place);
  [[noreturn]] void become_child(std::optional<Spawn>& spawn, const std::string& unwatched_name);
};

namespace {

/// How many processes this one has started, for their names. A failed start
/// returns its number, unless another thread has taken the next one.
std::atomic<int> g_made{0};

class Number {
 public:
  Number() : number_(++g_made) {}
  Number(const Number&) = delete;
  Number& operator=(const Number&) = delete;
  ~Number() {
    int last = number_;
    if (!is_used_) g_made.compare_exchange_strong(last, number_ - 1);
  }
  int get() const { return number_; }
  void use() { is_used_ = true; }

 private:
  int number_;
  bool is_used_ = false;
};

}  // namespace

Process::Process(Body body) : state_("process", std::make_shared<State>()) {
  state_->body = std::move(body);
}

Process::Process(Process&&) noexcept = default;

Process& Process::operator=(Process&& other) noexcept {
  // The old process ends as if it went out of scope, once `other` has taken its
  // place.
  std::swap(state_, other.state_);
  [[maybe_unused]] const Process old(std::move(other));
  return *this;
}

Process::~Process() {
  if (!state_ || !state_->is_ours() || !state_->has_started) return;
  if (state_->runs()) Started::end(*state_->child, state_->daemon);
  Started::all().forget(state_->child.get());
}

Process::State& Process::unstarted(const char* what) const {
  if (state_->owner != 0)
    throw Error(fmt::format("the process has already started: {} before start()", what));
  return *state_;
}

Process::State& Process::started(const char* what) const {
  if (!state_->has_started) throw Error(fmt::format("can only {} a started process", what));
  return *state_;
}

Process::State& Process::own(const char* what) const {
  if (state_->runs() && !state_->is_ours())
    throw Error(fmt::format("can only {} a child of this process", what));
  return *state_;
}

Process& Process::name(std::string name) {
  unstarted("name it").name = std::move(name);
  return *this;
}

Process& Process::daemon(bool daemon) {
  unstarted("make it a daemon").daemon = daemon;
  return *this;
}

Process& Process::spawn(bool spawn) {
  unstarted("say spawn()").spawns = spawn;
  return *this;
}

void Process::start(probe::Place place) {
  // Taken first, so that only one of two threads starts it.
  pid_t none = 0;
  if (!state_->owner.compare_exchange_strong(none, ::getpid()))
    throw Error("cannot start a process twice: make another one");
  try {
    state_->start(place);
  } catch (...) {
    state_->owner = 0;
    throw;
  }
}

void Process::State::start(probe::Place place) {
  Started::all().alive();
  Number number;
  const std::string unwatched_name = name.empty() ? fmt::format("child-{}", number.get()) : name;
  std::optional<Spawn> spawn;
  if (spawns) spawn.emplace(body.name(), unwatched_name);
  // The parent prints what is in stdio's buffers, and only once.
  std::fflush(nullptr);
  // Reserves a descriptor for its sentinel: if there is none, nothing must have
  // started.
  auto reserved = os::Pidfd::open(::getpid());
  std::optional<os::SignalHold> hold;
  if (spawn) hold.emplace();  // until the child has removed our handlers
  const pid_t pid = fork_named(name, place, spawn ? probe::ForkMode::spawn : probe::ForkMode::fork);
  if (pid == 0) {
    reserved.reset();
    become_child(spawn, unwatched_name);
  }
  hold.reset();
  reserved.reset();
  const probe::Watcher* seen = probe::watcher();
  const std::string known_as = seen ? seen->name_of(pid) : unwatched_name;
  auto made = std::make_shared<Child>(pid, known_as, Child::Handle::required);
  if (spawn) spawn->await_start(*made);
  number.use();
  name = known_as;
  child = std::move(made);
  has_started = true;
  Started::all().add(child, daemon);
}

void Process::State::become_child(std::optional<Spawn>& spawn, const std::string& unwatched_name) {
  if (spawn) spawn->become_fresh();
  g_made = 0;
  // Where nobody watches, it has a name all the same.
  detail::Lineage lineage = detail::lineage();
  lineage.name = unwatched_name;
  detail::note_lineage(std::move(lineage));
  probe::run_and_exit(body.run, unwatched_name);
}

void Process::join(probe::Place place) {
  started("join");
  own("join");
  if (!state_->runs()) return;
  state_->child->wait(place);
  Started::all().forget(state_->child.get());
}

bool Process::join_for(Limit limit, probe::Place place) {
  started("join");
  own("join");
  if (!state_->runs()) return true;
  if (!state_->child->wait_until(limit.deadline(), place)) return false;
  Started::all().forget(state_->child.get());
  return true;
}

void Process::terminate(probe::Place place) {
  signal(SIGTERM, "terminate", place);
}

void Process::kill(probe::Place place) {
  signal(SIGKILL, "kill", place);
}

void Process::signal(int number, const char* what, probe::Place place) {
  const State& state = started(what);
  if (state.runs()) state.child->signal(number, place);
}

bool Process::is_alive() {
  return state_->has_started && !exit_status();
}

std::optional<ExitStatus> Process::exit_status() {
  if (!state_->has_started) return std::nullopt;
  if (!own("ask after").runs()) return state_->child->status();
  const auto see = [&] {
    const auto how = state_->child->look();
    if (how) Started::all().forget(state_->child.get());
    return how;
  };
  return probe::look(
      [&] { return probe::ObjectRef::called(state_->child->name()); }, see,
      [&](const auto& how) { return state_->child->name() + (how ? " has ended" : " runs"); });
}

std::optional<pid_t> Process::pid() const {
  return state_->has_started ? std::optional(state_->child->pid()) : std::nullopt;
}

const std::string& Process::name() const {
  return state_->name;
}

bool Process::daemon() const {
  return state_->daemon;
}

int Process::sentinel() const {
  if (!state_->has_started) throw Error("process not started: it has no sentinel yet");
  return state_->child->sentinel();
}

std::vector<pid_t> active_children() {
  return probe::look(
      [] { return probe::ObjectRef::called("its children"); },
      [] { return Started::all().alive(); },
      [](const auto& alive) { return fmt::format("{} children run", alive.size()); });
}

}  // namespace mp
