#include "core/choice/workers.hpp"

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "core/choice/finding.hpp"
#include "core/os/process/cpus.hpp"

namespace choice {
namespace {

/// How long it may take to find out that somebody has ended.
constexpr std::chrono::milliseconds kMoment{1};

void write(const Trial& trial, FindingWriter& to) {
  to.number((trial.is_whole ? 1U : 0U) | (trial.has_strayed ? 2U : 0U) |
            (trial.result.stuck ? 4U : 0U) | (trial.result.misfit ? 8U : 0U));
  const record::End& end = trial.result.end;
  to.number(end.events);
  to.number(end.lost);
  to.text(end.status);
  to.text(end.reason);
  to.text(end.schedule);
  to.text(trial.result.discovered);
  if (!trial.is_whole) return;
  to.text(trial.outcome.ending);
  to.text(trial.reason);
  to.number(trial.outcome.lines.size());
  for (const auto& line : trial.outcome.lines) {
    to.text(line.name);
    to.text(line.text);
  }
}

Trial read_trial(FindingReader& from) {
  Trial trial;
  const auto is = from.number();
  trial.is_whole = (is & 1U) != 0;
  trial.has_strayed = (is & 2U) != 0;
  trial.result.stuck = (is & 4U) != 0;
  trial.result.misfit = (is & 8U) != 0;
  record::End& end = trial.result.end;
  end.events = from.number();
  end.lost = from.number();
  end.status = from.text();
  end.reason = from.text();
  end.schedule = from.text();
  trial.result.discovered = from.text();
  if (auto schedule = Schedule::parse(end.schedule)) trial.result.schedule = *schedule;
  if (!trial.is_whole) return trial;
  trial.outcome.ending = from.text();
  trial.reason = from.text();
  trial.outcome.lines.resize(from.number());
  for (auto& line : trial.outcome.lines) {
    line.name = from.text();
    line.text = from.text();
  }
  return trial;
}

}  // namespace

Trial trial_of(const StateGraph& graph, Result result) {
  Trial trial{std::move(result), !graph.was_cut(), graph.went_astray(), {}, {}};
  if (!trial.is_whole) return trial;
  trial.outcome = graph.outcome().outcome();
  trial.reason = graph.outcome().reason();
  return trial;
}

Workers::Workers(StateGraph& graph, int count, Run run) : graph_(graph), run_(std::move(run)) {
  for (int i = 0; i < count; ++i) {
    const auto kind = static_cast<std::size_t>(i);
    try {
      auto process = std::make_unique<os::SideProcess>(
          [this, kind](os::Conversation& owner) { work(owner, kind); });
      poller_.add(process->conversation().get());
      workers_.push_back({std::move(process), {}, {}, true});
    } catch (const std::system_error&) {
      break;  // so many processes are not allowed here; fewer do
    }
  }
}

Workers::~Workers() {
  for (const Worker& worker : workers_) {
    if (worker.errand) graph_.take_back(*worker.errand);
  }
  workers_.clear();
  // The kernel has killed what they ran; wait until it is gone.
  for (auto theirs = others(); !theirs.empty(); theirs = others()) {
    for (const pid_t child : theirs) {
      os::send_signal(child, SIGKILL);
      os::try_reap(child);
    }
    os::sleep_until(os::now() + kMoment);
  }
}

/// Children of this process that it had not before it made the workers.
std::vector<pid_t> Workers::others() const {
  std::vector<pid_t> children = os::children();
  std::erase_if(children, [this](pid_t child) {
    return std::find(children_before_.begin(), children_before_.end(), child) !=
           children_before_.end();
  });
  return children;
}

// ---- in a worker

void Workers::work(os::Conversation& owner, std::size_t kind) {
  const os::Pinning pinning(static_cast<int>(kind));
  graph_.keep_findings();
  std::string report;
  while (owner.say(report)) {
    const auto order = owner.hear();
    if (!order) return;
    FindingReader reader(*order);
    graph_.add_findings(reader.text());
    graph_.pursue(reader, kind);
    const Trial trial = trial_of(graph_, run_());
    FindingWriter writer;
    writer.text(graph_.take_findings());
    write(trial, writer);
    report = writer.take();
  }
}

// ---- in their owner

std::vector<Trial> Workers::next(os::Stamp until, int waker) {
  for (Worker& worker : workers_) {
    if (!worker.is_running) send_out(worker);
  }
  return hear(until, waker);
}

std::vector<Trial> Workers::finish(os::Stamp until, int waker) {
  std::vector<Trial> trials;
  const auto runs = [](const Worker& worker) { return worker.errand.has_value(); };
  while (os::now() < until && std::any_of(workers_.begin(), workers_.end(), runs)) {
    auto some = hear(until, waker);
    if (some.empty()) break;
    std::move(some.begin(), some.end(), std::back_inserter(trials));
  }
  return trials;
}

/// Tells it what is new, and where to go next; there may be nothing to do for it now.
void Workers::send_out(Worker& worker) {
  worker.errand = graph_.hand_out();
  if (!worker.errand) return;
  FindingWriter order;
  order.text(std::exchange(worker.news, {}));
  graph_.write(*worker.errand, order);
  worker.is_running = true;
  // If it has ended, that is heard.
  worker.process->conversation().say(order.take());
}

std::vector<Trial> Workers::hear(os::Stamp until, int waker) {
  const auto runs = [](const Worker& worker) { return worker.is_running; };
  is_done_ = std::none_of(workers_.begin(), workers_.end(), runs);
  if (is_done_) return {};
  if (waker >= 0) poller_.add(waker);
  const auto readable = poller_.wait(std::max(os::Stamp(0), until - os::now()));
  if (waker >= 0) poller_.remove(waker);
  std::vector<Trial> trials;
  for (auto worker = workers_.begin(); worker != workers_.end();) {
    os::Conversation& conversation = worker->process->conversation();
    if (std::find(readable.begin(), readable.end(), conversation.get()) == readable.end()) {
      ++worker;
      continue;
    }
    if (const auto report = conversation.hear()) {
      if (auto trial = take_report(*worker, *report)) trials.push_back(std::move(*trial));
      ++worker;
      continue;
    }
    // It was killed. What it was sent to is tried by another one.
    poller_.remove(conversation.get());
    if (worker->errand) graph_.take_back(*worker->errand);
    worker = workers_.erase(worker);
  }
  return trials;
}

std::optional<Trial> Workers::take_report(Worker& worker, const std::string& report) {
  worker.is_running = false;
  if (!worker.errand) return std::nullopt;  // it has just begun
  FindingReader reader(report);
  const std::string found = reader.text();
  graph_.add_findings(found);
  for (Worker& other : workers_) {
    if (&other != &worker) other.news += found;
  }
  graph_.settle(*std::exchange(worker.errand, std::nullopt));
  return read_trial(reader);
}

}  // namespace choice
