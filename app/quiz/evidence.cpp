#include "app/quiz/evidence.hpp"

#include <algorithm>

namespace app {
namespace {

/// An end of a run that came from outside proves nothing.
constexpr std::string_view kInterrupted = "interrupted";

/// Whether one of the texts in `any`, with | between, is in `line`.
bool has_any(std::string_view line, std::string_view any) {
  for (;;) {
    const auto end = any.find('|');
    if (line.find(any.substr(0, end)) != line.npos) return true;
    if (end == any.npos) return false;
    any.remove_prefix(end + 1);
  }
}

bool is_printed(const record::Event& event) {
  return event.act.kind == probe::Kind::print || event.act.kind == probe::Kind::output;
}

}  // namespace

Evidence::Evidence(const lessons::Question& question) {
  for (const auto& answer : question.answers) {
    Signs& named = answers_.emplace_back();
    for (const auto& sign : answer.signs) {
      const auto found = std::find(signs_.begin(), signs_.end(), sign);
      named.set(static_cast<std::size_t>(found - signs_.begin()));
      if (found == signs_.end()) signs_.push_back(sign);
    }
  }
  for (const auto& sign : signs_) {
    for (const auto landmark : {sign.after, sign.not_after}) {
      if (!landmark.empty()) landmarks_.push_back(landmark);
    }
  }
}

void Evidence::begin(const record::Run&) {
  passed_.clear();
  seen_.reset();
  proved_.reset();
  is_complete_ = false;
}

void Evidence::begin_after(const Passed& passed) {
  begin({});
  passed_ = passed;
}

void Evidence::event(const record::Event& event) {
  for (std::size_t i = 0; i < signs_.size(); ++i) {
    if (fits(signs_[i], event)) seen_.set(i);
  }
  if (!proved_) proved_ = only_answer_left();
  if (is_printed(event)) note_line(event.act.text);
}

void Evidence::end(const record::End& end) {
  if (end.status == kInterrupted) return;
  for (std::size_t i = 0; i < signs_.size(); ++i) {
    if (signs_[i].kind == end.status) seen_.set(i);
  }
  is_complete_ = true;
  if (!proved_) proved_ = answer_with(seen_);
}

void Evidence::note_line(std::string_view line) {
  for (const auto landmark : landmarks_) {
    if (line.find(landmark) != line.npos) passed_.insert(landmark);
  }
}

bool Evidence::fits(const lessons::Sign& sign, const record::Event& event) const {
  // A page prints a line; what an ordinary program writes is its output.
  const bool is_kind = sign.kind == probe::name_of(probe::Kind::print)
                           ? is_printed(event)
                           : probe::name_of(event.act.kind) == sign.kind;
  return is_kind && event.name.starts_with(sign.who) && has_any(event.act.text, sign.text) &&
         (sign.after.empty() || passed_.contains(sign.after)) &&
         (sign.not_after.empty() || !passed_.contains(sign.not_after));
}

std::optional<std::size_t> Evidence::answer_with(const Signs& signs) const {
  const auto found = std::find(answers_.begin(), answers_.end(), signs);
  if (found == answers_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - answers_.begin());
}

std::optional<std::size_t> Evidence::only_answer_left() const {
  if (seen_.none()) return std::nullopt;
  std::optional<std::size_t> only;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if ((seen_ & ~answers_[i]).any()) continue;
    if (only) return std::nullopt;
    only = i;
  }
  return only;
}

}  // namespace app
