#include "app/quiz/prospect.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <csignal>

#include "app/commands/progress.hpp"
#include "app/session/passive_audience.hpp"
#include "core/os/clock.hpp"
#include "core/os/process/signals.hpp"
#include "core/stage/explorer.hpp"

namespace app {
namespace {

/// Asks one run for what each question needs of it, and keeps what all runs
/// have shown. The explorer's runs drive it.
class Inquirer : public record::Consumer {
 public:
  explicit Inquirer(const std::vector<lessons::Question>& questions) {
    for (const auto& question : questions) evidence_.emplace_back(question);
    shown_.resize(questions.size());
  }

  void begin(const record::Run& run) override {
    for (auto& one : evidence_) one.begin(run);
  }
  void event(const record::Event& event) override {
    for (auto& one : evidence_) one.event(event);
  }
  void end(const record::End& end) override {
    for (auto& one : evidence_) one.end(end);
  }

  /// The run that has ended counts.
  void keep() {
    for (std::size_t i = 0; i < evidence_.size(); ++i) shown_[i] |= evidence_[i].seen();
  }
  std::optional<std::size_t> right(std::size_t question) const {
    return evidence_[question].answer_with(shown_[question]);
  }

 private:
  std::vector<Evidence> evidence_;
  std::vector<Evidence::Signs> shown_;
};

}  // namespace

Prospect explore(const stage::RunSpec& spec, const std::vector<lessons::Question>& questions,
                 const ProspectTerms& terms) {
  Prospect prospect;
  prospect.right.resize(questions.size());
  if (std::none_of(questions.begin(), questions.end(), lessons::is_about_outcomes)) return prospect;

  Inquirer inquirer(questions);
  PassiveAudience audience;
  os::SignalFd signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  Progress progress(fmt::format("{}/{}: all that can happen", spec.lesson, spec.demo));
  stage::Explorer explorer(spec, {true, terms.honours_sleep, terms.budget});
  const os::Stamp end = os::now() + terms.budget;
  while (os::now() < end && prospect.signal == 0) {
    const auto result = explorer.next(inquirer, audience);
    if (!result) {
      prospect.exhaustive = explorer.strays() == 0;
      break;
    }
    prospect.signal = result->signal;
    // One that came between two runs.
    while (const auto signal = signals.next()) prospect.signal = *signal;
    if (!explorer.was_cut()) inquirer.keep();
    progress.show([&] { return fmt::format("{} schedules tried", explorer.runs()); });
  }
  progress.clear();
  prospect.schedules = explorer.runs();
  for (std::size_t i = 0; prospect.exhaustive && i < questions.size(); ++i) {
    if (is_about_outcomes(questions[i])) prospect.right[i] = inquirer.right(i);
  }
  return prospect;
}

}  // namespace app
