#include "core/choice/explorer.hpp"

#include <chrono>
#include <utility>

#include "core/choice/second_look.hpp"
#include "core/os/process/cpus.hpp"
#include "core/record/consumers.hpp"

namespace choice {
namespace {

/// How long those that run may take to finish when the time is up.
constexpr std::chrono::milliseconds kGrace{100};

}  // namespace

Explorer::Explorer(Runner run, Terms terms)
    : run_(std::move(run)),
      graph_({terms.prunes, terms.honours_sleep, terms.tells_state}),
      naming_(std::move(terms.naming)) {
  if (naming_) named_ = naming_(graph_);
  options_.mode = record::Mode::controlled;
  options_.scheduler = &graph_;
  options_.honours_sleep = terms.honours_sleep;
  options_.tells_state = terms.tells_state;
  options_.timeout = terms.timeout;
}

Result Explorer::run(record::Consumer& consumer, Audience& audience) {
  record::Both both(named_ ? *named_ : graph_, consumer);
  return run_(options_, both, audience);
}

std::optional<Trial> Explorer::next(record::Consumer& consumer, Audience& audience) {
  if (!has_more_) return std::nullopt;
  const os::Pinning pinning;
  Trial trial = trial_of(graph_, run(consumer, audience));
  count(trial);
  if (!begins_anew(trial)) has_more_ = graph_.advance();
  return trial;
}

/// Whether what is known of states does not count any more.
bool Explorer::begins_anew(const Trial& trial) {
  if (trial.result.discovered == options_.discovered) return false;
  options_.discovered = trial.result.discovered;
  graph_ = StateGraph(graph_.terms());
  has_more_ = true;
  return true;
}

void Explorer::count(const Trial& trial) {
  was_cut_ = !trial.is_whole;
  if (trial.has_strayed) ++strays_;
  ++(was_cut_ ? cuts_ : runs_);
}

void Explorer::explore(const Extent& extent, record::Consumer& consumer, Audience& audience,
                       const std::function<bool(const Trial& trial)>& after_run,
                       const std::function<bool()>& goes_on) {
  explore_all(extent, consumer, audience, after_run, goes_on);
  look_again(extent, audience, goes_on);
}

void Explorer::explore_all(const Extent& extent, record::Consumer& consumer, Audience& audience,
                           const std::function<bool(const Trial& trial)>& after_run,
                           const std::function<bool()>& goes_on) {
  const auto has_time = [&] { return os::now() < extent.until; };
  const auto alone = [&](std::optional<int> most) {
    for (int runs = 0; has_more_ && (!most || runs < *most); ++runs) {
      if (!has_time() || !goes_on()) return false;
      if (!after_run(*next(consumer, audience))) return false;
    }
    return true;
  };
  if (!alone(extent.jobs > 1 ? std::optional(extent.alone) : std::nullopt) || !has_more_) return;

  bool wants_more = true;
  bool is_anew = false;
  const auto take = [&](const std::vector<Trial>& trials) {
    for (const Trial& trial : trials) {
      count(trial);
      wants_more = after_run(trial) && wants_more;
      if (!is_anew && trial.result.discovered != options_.discovered) {
        is_anew = true;
        options_.discovered = trial.result.discovered;
      }
    }
  };
  {
    record::Nowhere nowhere;
    Workers workers(graph_, extent.jobs, [&] { return run(nowhere, audience); });
    while (wants_more && !is_anew && has_time() && goes_on() && !workers.is_done())
      take(workers.next(extent.until, extent.waker));
    if (wants_more && goes_on()) take(workers.finish(os::now() + kGrace, extent.waker));
  }
  if (is_anew) {
    graph_ = StateGraph(graph_.terms());
    if (wants_more) explore_all(extent, consumer, audience, after_run, goes_on);
    return;
  }
  has_more_ = graph_.advance();
  // If all of the workers were killed, the rest is done without them.
  if (wants_more) alone(std::nullopt);
}

void Explorer::look_again(const Extent& extent, Audience& audience,
                          const std::function<bool()>& goes_on) {
  if (has_more_ || !graph_.is_complete_but_for(Doubt::clock)) return;
  SecondLook look(graph_);
  const auto named = naming_ ? naming_(look) : nullptr;
  RunOptions options = options_;
  options.scheduler = &look;
  options.has_other_clock = true;
  const os::Pinning pinning;
  while (look.left() != 0) {
    if (os::now() >= extent.until || !goes_on()) return;
    const std::size_t before = look.left();
    const Result result = run_(options, named ? *named : look, audience);
    if (result.signal != 0 || result.discovered != options_.discovered) return;
    if (look.differs() || look.left() == before) return;
  }
  graph_.dismiss(Doubt::clock);
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
