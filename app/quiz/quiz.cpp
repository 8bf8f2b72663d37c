#include "app/quiz/quiz.hpp"

#include <algorithm>
#include <utility>

namespace app {
namespace {

/// Whether the next act of this process, new or tried before, is on that line.
bool stands_before(const choice::Role& role, std::string_view file, int line) {
  const bool at_its_act =
      role.standing == choice::Standing::ready || role.standing == choice::Standing::blocked;
  return at_its_act && role.next.line == line && role.next.file == file;
}

}  // namespace

void Quiz::open(std::string_view lesson, const lessons::Demo& demo,
                const std::vector<lessons::Question>& questions, const QuestionSurvey& survey) {
  lesson_ = lesson;
  demo_ = &demo;
  schedules_ = survey.schedules;
  items_.clear();
  for (const auto& question : questions) {
    const auto explored =
        items_.size() < survey.right.size() ? survey.right[items_.size()] : std::nullopt;
    items_.push_back({&question, lessons::line_of(question.before, demo.page), Evidence(question),
                      explored, std::nullopt});
  }
}

bool Quiz::can_be_asked(const Item& item) const {
  if (item.asked) return false;
  if (is_about_outcomes(*item.question)) return item.explored && item.evidence.seen().none();
  return !item.evidence.proved();
}

const lessons::Question* Quiz::due(const choice::Point& point) const {
  for (const auto& item : items_) {
    if (!can_be_asked(item)) continue;
    for (const auto& role : point.roles) {
      if (role.name != item.question->who) continue;
      if (stands_before(role, demo_->page.file(), item.line)) return item.question;
    }
  }
  return nullptr;
}

void Quiz::take(const lessons::Question& question, std::optional<std::size_t> given) {
  for (auto& item : items_) {
    if (item.question != &question) continue;
    item.asked = predictions_.size();
    predictions_.push_back({lesson_, std::string(demo_->name), &question, given, std::nullopt,
                            is_about_outcomes(question) ? schedules_ : 0});
  }
}

std::optional<std::size_t> Quiz::revealed(const Item& item) {
  if (!is_about_outcomes(*item.question)) return item.evidence.proved();
  // This run has shown by now which of the possible outcomes happens.
  const bool has_come = item.evidence.seen().any() || item.evidence.is_complete();
  return has_come ? item.explored : std::nullopt;
}

void Quiz::look() {
  for (const auto& item : items_) {
    if (!item.asked || predictions_[*item.asked].right) continue;
    predictions_[*item.asked].right = revealed(item);
    if (predictions_[*item.asked].right) news_.push_back(*item.asked);
  }
}

void Quiz::begin(const record::Run& run) {
  for (auto& item : items_) item.evidence.begin(run);
}

void Quiz::event(const record::Event& event) {
  for (auto& item : items_) item.evidence.event(event);
  look();
}

void Quiz::end(const record::End& end) {
  for (auto& item : items_) item.evidence.end(end);
  look();
}

std::vector<Prediction> Quiz::news() {
  std::vector<Prediction> fresh;
  for (const auto index : std::exchange(news_, {})) fresh.push_back(predictions_[index]);
  return fresh;
}

}  // namespace app
