#include "app/practice/exploration.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/programs/elsewhere_working.hpp"
#include "app/programs/traced_runner.hpp"
#include "app/programs/tried_file.hpp"
#include "app/survey/passive_audience.hpp"
#include "app/survey/schedule_trials.hpp"
#include "core/view/model/stable_ids.hpp"

namespace app::practice {
namespace {

/// For one program; a machine that is busy with others needs more than a moment.
constexpr std::chrono::seconds kLongest{60};
constexpr std::size_t kMostOutcomes = 2000;
constexpr std::string_view kEndsWell = "ok";
constexpr std::string_view kDeadlock = "deadlock";

/// Counts the processes of one run after the other. It is a consumer of these runs.
class ProcessCount : public record::Consumer {
 public:
  void begin(const record::Run&) override { seen_.clear(); }
  void event(const record::Event& event) override { seen_.insert(event.pid); }
  void end(const record::End&) override {}

  int count() const { return static_cast<int>(seen_.size()); }

 private:
  std::set<pid_t> seen_;
};

Output output_of(const record::Outcome& outcome) {
  Output output;
  for (const auto& line : outcome.lines) output.lines.push_back(line.text);
  output.ends = outcome.ending == kEndsWell;
  return output;
}

}  // namespace

std::string file_name(Programming programming) {
  return programming == Programming::c ? "practice.c" : "practice.py";
}

void write_program(const std::string& path, const std::string& source) {
  std::ofstream file(path, std::ios::binary);
  file << source;
  file.close();
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot write " + path);
}

Exploration::Exploration(const std::string& source, Programming programming,
                         const Invocation& invocation, const ElsewhereWorking& working,
                         const HowFar& how_far) {
  const std::string path = folder_.path() + "/" + file_name(programming);
  write_program(path, source);
  tracer::SignalRelay relay(tracer::SignalRelay::First::us);
  file_ = std::make_unique<TriedFile>(std::vector<std::string>{path});
  const TriedFile::Build build = file_->build(relay);
  if (!build.is_done) throw std::runtime_error("an exercise does not compile: " + build.messages);
  explore(invocation, working, how_far);
}

Exploration::~Exploration() = default;

void Exploration::explore(const Invocation& invocation, const ElsewhereWorking& working,
                          const HowFar& how_far) {
  TraceCommand trace;
  trace.program = file_->program();
  trace.file = file_->executable();
  trace.tried = file_->words();
  trace.has_limits = true;
  trace.view.format = view::format_named("text");
  const SurveySubject subject = survey_of(trace, invocation);
  const choice::Runner run = [&working, subject](const choice::RunOptions& options,
                                                 record::Consumer& consumer,
                                                 choice::Audience& audience) {
    working.clear();
    return subject.run(options, consumer, audience);
  };
  SurveyTerms terms = terms_of(subject, {});
  terms.budget = kLongest;
  // What a run does only the process that makes it sees; and so many runs are always the same.
  terms.jobs = 1;
  explorer_ = explorer_of(run, terms);
  ScheduleTrials trials(explorer_, terms);
  ProcessCount counted;
  view::StableIds named(counted);
  PassiveAudience audience;
  trials.explore(named, audience, [&](const choice::Trial& trial) {
    // Each end of the program is the end of some whole run.
    if (trial.is_whole) {
      fewest_ = fewest_ == 0 ? counted.count() : std::min(fewest_, counted.count());
      most_ = std::max(most_, counted.count());
    }
    if (how_far) how_far(trials.runs() + trials.cuts());
    return true;
  });
  if (const auto signal = trials.signal()) throw Interrupted{*signal};
  schedules_ = trials.runs() + trials.cuts();
  if (!trials.is_exhaustive()) return;
  is_proved_ = true;
  const choice::OutcomeMap map(explorer_->graph());
  std::size_t listed = 0;
  map.list([&](const record::Outcome& outcome) {
    const bool is_known = outcome.ending == kEndsWell || outcome.ending == kDeadlock;
    if (is_known)
      outputs_.emplace(output_of(outcome), outcome);
    else if (!failure_)
      failure_ = outcome;
    is_proved_ = is_proved_ && is_known && ++listed <= kMostOutcomes;
    return listed <= kMostOutcomes;
  });
}

std::optional<int> Exploration::processes() const {
  if (fewest_ != most_ || most_ == 0) return std::nullopt;
  return most_;
}

std::optional<Way> Exploration::way_to(const Output& output) {
  const auto found = outputs_.find(output);
  return found == outputs_.end() ? std::nullopt : way_to(found->second);
}

std::optional<Way> Exploration::way_to_failure() {
  return failure_ ? way_to(*failure_) : std::nullopt;
}

std::optional<Way> Exploration::way_to(const record::Outcome& outcome) {
  const choice::OutcomeMap map(explorer_->graph());
  const auto way = map.way_to(outcome);
  if (!way) return std::nullopt;
  if (way->is_exact) return Way{way->schedule, way->turning_point};
  ProcessCount counted;
  PassiveAudience audience;
  const choice::Result result = explorer_->run_along(way->processes, counted, audience);
  if (result.signal != 0) throw Interrupted{result.signal};
  return Way{result.schedule, way->turning_point};
}

}  // namespace app::practice
