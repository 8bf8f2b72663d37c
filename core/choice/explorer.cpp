#include "core/choice/explorer.hpp"

#include <chrono>
#include <utility>

#include "core/os/process/cpus.hpp"

namespace choice {
namespace {

/// How long those that run may take to finish when the time is up.
constexpr std::chrono::milliseconds kGrace{100};

class NoConsumer : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event&) override {}
  void end(const record::End&) override {}
};

/// Hands a run to two consumers.
class Both : public record::Consumer {
 public:
  Both(record::Consumer& one, record::Consumer& other) : one_(one), other_(other) {}

  void begin(const record::Run& run) override {
    one_.begin(run);
    other_.begin(run);
  }
  void event(const record::Event& event) override {
    one_.event(event);
    other_.event(event);
  }
  void end(const record::End& end) override {
    one_.end(end);
    other_.end(end);
  }

 private:
  record::Consumer& one_;
  record::Consumer& other_;
};

}  // namespace

Explorer::Explorer(Runner run, Terms terms)
    : run_(std::move(run)),
      graph_({terms.prunes, terms.honours_sleep, terms.asks_for_state}),
      naming_(std::move(terms.naming)) {
  if (naming_) named_ = naming_(graph_);
  options_.mode = record::Mode::controlled;
  options_.scheduler = &graph_;
  options_.honours_sleep = terms.honours_sleep;
  options_.tells_state = terms.asks_for_state;
  options_.timeout = terms.timeout;
}

Result Explorer::run(record::Consumer& consumer, Audience& audience) {
  Both both(named_ ? *named_ : graph_, consumer);
  return run_(options_, both, audience);
}

std::optional<Result> Explorer::next(record::Consumer& consumer, Audience& audience) {
  if (!has_more_) return std::nullopt;
  return once(consumer, audience).result;
}

Trial Explorer::once(record::Consumer& consumer, Audience& audience) {
  const os::Pinning pinning;
  Trial trial = trial_of(graph_, run(consumer, audience));
  if (trial.result.sees_more) {
    forget();
    return trial;
  }
  count(trial);
  has_more_ = graph_.advance();
  return trial;
}

void Explorer::count(const Trial& trial) {
  was_cut_ = !trial.is_whole;
  if (trial.has_strayed) ++strays_;
  ++(was_cut_ ? cuts_ : runs_);
}

void Explorer::forget() {
  graph_ = StateGraph(graph_.terms());
  has_more_ = true;
}

/// What another process has come to see in a run, this one does, too.
bool Explorer::see_more_in(const Schedule& schedule, Audience& audience) {
  RunOptions options = options_;
  options.scheduler = nullptr;
  options.schedule = schedule;
  NoConsumer nobody;
  return run_(options, nobody, audience).sees_more;
}

void Explorer::explore(const Extent& extent, record::Consumer& consumer, Audience& audience,
                       const std::function<bool(const Trial& trial)>& after_run,
                       const std::function<bool()>& goes_on) {
  const auto may_go_on = [&] { return os::now() < extent.until && goes_on(); };
  bool wants_more = true;
  NoConsumer nobody;
  for (int jobs = extent.jobs; has_more_;) {
    // With one job, or where all workers were killed, everything is done here.
    for (int runs = 0; has_more_ && (jobs == 1 || runs < extent.alone); ++runs) {
      if (!may_go_on() || !after_run(once(consumer, audience))) return;
    }
    if (!has_more_) return;
    std::optional<Schedule> revealing;  // shows more than those before
    const auto take = [&](const std::vector<Trial>& trials) {
      for (const Trial& trial : trials) {
        if (trial.result.sees_more) revealing = trial.result.schedule;
        if (!trial.result.sees_more) count(trial);
        wants_more = after_run(trial) && wants_more;
      }
      return wants_more && !revealing;
    };
    {
      Workers workers(graph_, jobs, [&] { return run(nobody, audience); });
      bool goes_well = true;
      while (goes_well && may_go_on() && !workers.is_done())
        goes_well = take(workers.next(extent.until, extent.waker));
      if (goes_well && goes_on()) take(workers.finish(os::now() + kGrace, extent.waker));
    }
    const bool sees_more = revealing && see_more_in(*revealing, audience);
    if (!sees_more) jobs = 1;
    sees_more ? forget() : static_cast<void>(has_more_ = graph_.advance());
    if (!wants_more) return;
  }
}

Result Explorer::run_along(const std::vector<StateGraph::Place>& way, record::Consumer& consumer,
                           Audience& audience) {
  const os::Pinning pinning;
  graph_.follow(way);
  Result result = run(consumer, audience);
  graph_.advance();
  return result;
}

}  // namespace choice
