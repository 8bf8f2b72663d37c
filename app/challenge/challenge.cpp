#include "app/challenge/challenge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace app {

using view::filled;

Challenge::Challenge(std::uint64_t seed, const ViewOptions& view)
    : seed_(seed),
      words_(wording(view.language)),
      language_(view.language),
      is_ascii_(view.ascii || view.plain) {}

std::string Challenge::open(Subject& subject) {
  const DrawnTarget drawn = draw_target(subject, seed_, language_);
  signal_ = drawn.signal;
  if (!drawn.is_only_one) ++open_;
  if (!drawn.target)
    return filled(drawn.is_only_one ? words_.one_outcome : words_.no_outcome, subject.id);
  id_ = subject.id;
  target_ = *drawn.target;
  explorer_ = subject.explorer;
  prospects_.emplace(explorer_->graph());
  choices_ = backs_ = steps_ = lost_after_ = 0;
  is_on_the_way_back_ = has_reached_ = false;
  made_.clear();
  is_traced_ = subject.files != nullptr;
  subject.survey = nullptr;
  subject.edit = nullptr;
  return {};
}

void Challenge::come_to(const choice::Point& point) {
  if (has_reached_) return;
  if (!std::exchange(is_on_the_way_back_, false)) choices_ += point.steps - steps_;
  steps_ = point.steps;
}

void Challenge::act(const choice::Point& point, std::size_t who) {
  while (!made_.empty() && made_.back().made >= point.made) made_.pop_back();
  if (who < point.roles.size())
    made_.push_back({point.made, point.steps, view::harmless(point.roles[who].name)});
}

void Challenge::go_back() {
  if (has_reached_) return;
  ++backs_;
  is_on_the_way_back_ = true;
}

void Challenge::conclude(const choice::Result& result) {
  if (has_reached_) return;
  if (!std::exchange(is_on_the_way_back_, false)) choices_ += result.steps - steps_;
  steps_ = result.steps;
  has_reached_ = collector_.outcome() == target_.outcome;
  if (has_reached_) --open_;
  lost_after_ = has_reached_ ? 0 : prospects_->lost_after(result.schedule, target_.outcome);
}

// ---- the runs

void Challenge::begin(const record::Run& run) {
  is_traced_ ? named_.begin(run) : stable_.begin(run);
}

void Challenge::event(const record::Event& event) {
  is_traced_ ? named_.event(event) : stable_.event(event);
}

void Challenge::end(const record::End& end) {
  is_traced_ ? named_.end(end) : stable_.end(end);
}

// ---- what is said

std::string Challenge::choices() const {
  return choices_ == 1 ? std::string(words_.one_choice) : filled(words_.some_choices, choices_);
}

std::string Challenge::backs() const {
  if (backs_ == 0) return std::string(words_.no_step_back);
  return backs_ == 1 ? std::string(words_.one_step_back) : filled(words_.some_steps_back, backs_);
}

std::string Challenge::fewest() const {
  return filled(target_.is_proved ? words_.fewest_is : words_.fewest_known, target_.fewest);
}

std::string Challenge::named_choice(std::size_t number) const {
  const auto known = std::find_if(made_.begin(), made_.end(),
                                  [&](const Made& one) { return one.made + 1 == number; });
  if (known == made_.end()) return filled(words_.choice_number, number);
  return filled(words_.choice_of, known->steps + 1, known->who);
}

std::string Challenge::score() const {
  return filled(words_.challenge_score, choices(), backs(), fewest());
}

std::string Challenge::outlook(const choice::Schedule& made) {
  const auto can = prospects_->can_reach(made, target_.outcome);
  if (!can) return std::string(words_.may_be_reached);
  if (!*can) {
    const std::size_t lost = prospects_->lost_after(made, target_.outcome);
    return filled(words_.is_lost, named_choice(lost));
  }
  const auto left = prospects_->after(made);
  if (!left || !left->is_all) return std::string(words_.can_be_reached);
  const std::string all = view::grouped_digits(prospects_->map().count().to_string());
  return filled(words_.can_be_reached_with, view::grouped_digits(left->outcomes.to_string()), all);
}

std::string Challenge::text(const choice::Schedule& made, std::size_t width) {
  std::string text = view::wrapped(filled(words_.reach_it, id_), width, 0) + "\n";
  if (!target_.is_proved)
    text += view::wrapped(std::string(words_.seed_may_differ), width, 0) + "\n";
  if (target_.names_pids)
    text += view::wrapped(std::string(view::words(language_).names_for_pids), width, 0) + "\n";
  text += "\n";
  const auto& lines = target_.outcome.lines;
  const auto& printed = collector_.outcome().lines;
  const auto there =
      made.empty()
          ? lines.begin()
          : std::mismatch(lines.begin(), lines.end(), printed.begin(), printed.end()).first;
  std::size_t names = 0;
  for (const auto& line : lines) names = std::max(names, view::display_width(line.name));
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    const std::string name = view::harmless(line->name);
    const std::string gap(names + 2 - std::min(names, view::display_width(name)), ' ');
    const char* mark = line >= there ? " " : is_ascii_ ? "+" : "✓";
    text += fmt::format("{} {}{}{}\n", mark, name, gap, view::harmless(line->text));
  }
  const auto& said = view::words(language_).outcomes;
  if (lines.empty()) text += fmt::format("  {}\n", said.prints_nothing);
  if (!target_.outcome.is_ok())
    text += fmt::format(
        "  {}\n",
        filled(said.then, view::harmless(view::told_again(language_, target_.outcome.ending))));
  text += "\n" + view::wrapped(outlook(made), width, 0) + "\n";
  return text + view::wrapped(as_sentence(score(), language_), width, 0) + "\n";
}

std::string Challenge::verdict() const {
  if (has_reached_) return filled(words_.has_reached, choices(), backs(), fewest());
  std::string missed = filled(words_.has_missed, choices(), backs(), fewest());
  if (lost_after_ == 0) return missed;
  return missed + filled(words_.was_lost, named_choice(lost_after_));
}

}  // namespace app
