#include "app/challenge/target.hpp"

#include <chrono>
#include <memory>
#include <random>

#include "app/challenge/rehearsal.hpp"
#include "app/language/wording.hpp"
#include "app/output/progress.hpp"
#include "core/os/clock.hpp"
#include "core/os/process/process.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// How long all outcomes are looked for: a class that waits together waits once.
constexpr std::chrono::seconds kForAll{20};
/// So often another outcome is drawn, if one will not do.
constexpr int kMostDraws = 60;

/// At each turn of the map one of the ways, so that a few bad ends among a million good ones
/// are drawn, too.
record::Outcome drawn(const choice::OutcomeAutomaton& all, std::mt19937_64& random) {
  record::Outcome outcome;
  for (std::size_t at = 0;;) {
    const auto& node = all.nodes[at];
    const std::size_t turn = random() % (node.endings.size() + node.next.size());
    if (turn < node.endings.size()) {
      outcome.ending = node.endings[turn];
      return outcome;
    }
    const auto& arc = node.next[turn - node.endings.size()];
    outcome.lines.push_back(arc.line);
    at = arc.to;
  }
}

}  // namespace

DrawnTarget draw_target(const Subject& subject, std::uint64_t seed, Language language) {
  os::leave_small_pids();
  PassiveAudience audience;
  Progress progress(view::filled(wording(language).all_that_can_happen, subject.id));
  const os::Stamp end = os::now() + kForAll;
  std::unique_ptr<OutcomeSurvey> survey;
  // Each look adds to what is known.
  do {
    survey = subject.survey(audience, [&](const auto& how_far) {
      progress.show(how_far);
      return true;
    });
    survey->explore();
  } while (!survey->signal() && !survey->has_tried_all() && os::now() < end);
  const choice::OutcomeAutomaton all = survey->map();
  const choice::Count& count = all.nodes.front().outcomes;
  DrawnTarget found;
  found.is_only_one = survey->is_exhaustive() && count == choice::Count(1);
  if (found.is_only_one || count == choice::Count()) return found;

  std::mt19937_64 random(seed);
  choice::Result result;
  Rehearsal proposals{choice::Schedule()};
  const record::Outcome usual = survey->run_with(proposals, result);
  for (int draw = 0; draw < kMostDraws && !survey->signal(); ++draw) {
    const record::Outcome outcome = drawn(all, random);
    if (outcome == usual) continue;
    const auto schedule = survey->schedule_to(outcome);
    if (!schedule) continue;
    Rehearsal reader(*schedule);
    if (survey->run_with(reader, result) != outcome) continue;
    found.target = Target{outcome, result.steps, survey->is_exhaustive(), survey->names_pids()};
    break;
  }
  found.signal = survey->signal().value_or(0);
  return found;
}

}  // namespace app
