#include "app/screen/below.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"

namespace app {
namespace {

/// How many rows of text stay in sight before processes share a row.
constexpr int kLeastText = 3;

/// From this many processes on, rows are taken from the lanes.
constexpr int kManyProcesses = 8;

/// Indent of an answer, or of a row that several processes share.
constexpr std::size_t kIndent = 6;

using Candidates = std::vector<const Candidate*>;

int size_of(const auto& some) {
  return static_cast<int>(some.size());
}

}  // namespace

Below::Below(const Scene& scene, const std::vector<std::string>& first, int columns)
    : scene_(scene), columns_(static_cast<std::size_t>(std::max(columns, 20))) {
  const auto add = [&](const std::string& paragraph) {
    for (auto& line : view::lines_fitting(paragraph, columns_ - 2))
      text_.push_back(std::move(line));
  };
  for (const auto& paragraph : first) add(paragraph);
  if (scene.question) {
    add(scene.question->text);
  } else {
    for (const auto& paragraph : scene.prose) add(paragraph);
  }
  fit(wanted());
}

int Below::wanted() const {
  if (!scene_.question)
    return size_of(text_) + std::min(size_of(scene_.candidates), kManyProcesses);
  int rows = size_of(text_);
  for (const auto& answer : scene_.question->answers)
    rows += size_of(view::lines_fitting(answer, columns_ - kIndent));
  return rows;
}

void Below::fit(int rows) {
  rows_.clear();
  scene_.question ? list_answers() : list_candidates(rows);
  if (size_of(rows_) > rows) rows_.resize(static_cast<std::size_t>(std::max(rows, 0)));
  shown_ = std::min(text_.size(), static_cast<std::size_t>(std::max(rows - size_of(rows_), 0)));
  top_ = std::min(scene_.text_top, overflow());
}

std::vector<std::string> Below::text() const {
  const auto first = text_.begin() + static_cast<std::ptrdiff_t>(top_);
  return {first, first + static_cast<std::ptrdiff_t>(shown_)};
}

void Below::list_answers() {
  int number = 0;
  for (const auto& answer : scene_.question->answers) {
    ++number;
    bool is_first = true;
    for (auto& line : view::lines_fitting(answer, columns_ - kIndent)) {
      rows_.push_back({Row::Kind::answer, nullptr, is_first ? number : 0, std::move(line)});
      is_first = false;
    }
  }
}

void Below::list_candidates(int rows) {
  Candidates acting;
  Candidates waiting;
  for (const auto& one : scene_.candidates) (one.may_act ? acting : waiting).push_back(&one);
  // If no process can act, show what they wait for.
  if (acting.empty()) std::swap(acting, waiting);
  const int all = size_of(text_) + size_of(scene_.candidates);
  const bool waiting_share = all > rows && waiting.size() > 1;
  const int for_waiting = waiting_share ? 1 : size_of(waiting);
  const int room = rows - for_waiting - std::min(size_of(text_), kLeastText);

  // Those with a row of their own: all, or as many as leave enough rows for the others,
  // including the proposed one.
  const auto proposed = std::find_if(acting.begin(), acting.end(),
                                     [](const Candidate* one) { return one->is_proposed; });
  const auto index = proposed == acting.end() ? 0 : proposed - acting.begin();
  auto own = static_cast<std::ptrdiff_t>(acting.size());
  std::ptrdiff_t first = 0;
  std::vector<std::string> others;
  while (own > 1 && own + size_of(others) > room) {
    --own;
    first = std::clamp<std::ptrdiff_t>(index - own / 2, 0, size_of(acting) - own);
    Candidates rest(acting.begin(), acting.begin() + first);
    rest.insert(rest.end(), acting.begin() + first + own, acting.end());
    // If not all of them have room, those with a key have.
    std::stable_partition(rest.begin(), rest.end(),
                          [](const Candidate* one) { return one->number > 0; });
    others = in_short(rest, std::max(rows - for_waiting - 1, 1));
  }
  const Candidates alone(acting.begin() + first, acting.begin() + first + own);
  for (const auto& one : scene_.candidates) {
    const bool is_listed = std::find(alone.begin(), alone.end(), &one) != alone.end();
    const bool waits = std::find(waiting.begin(), waiting.end(), &one) != waiting.end();
    if (is_listed || (waits && !waiting_share))
      rows_.push_back({Row::Kind::candidate, &one, 0, {}});
  }
  for (auto& line : others) rows_.push_back({Row::Kind::others, nullptr, 0, std::move(line)});
  if (!waiting_share) return;
  rows_.push_back({Row::Kind::waiting, nullptr, 0, in_short(waiting, 1).front()});
}

/// "3 worker-2 4 worker-3 5 worker-4", in at most so many lines; the last one ends
/// with how many more there are.
std::vector<std::string> Below::in_short(const Candidates& some, int most) const {
  constexpr std::size_t kForCount = 6;
  const std::size_t room = columns_ - kIndent - kForCount;
  std::vector<std::string> lines(1);
  for (auto one = some.begin(); one != some.end(); ++one) {
    const std::string number = (*one)->number > 0 ? fmt::format("{} ", (*one)->number) : "";
    const std::string word = view::cut_to(number + (*one)->brief, room, "");
    const bool fits = view::display_width(lines.back()) + 2 + view::display_width(word) <= room;
    if (lines.back().empty()) {
      lines.back() = word;
    } else if (fits) {
      lines.back() += "  " + word;
    } else if (size_of(lines) < most) {
      lines.push_back(word);
    } else {
      lines.back() += fmt::format("  +{}", some.end() - one);
      break;
    }
  }
  return lines;
}

}  // namespace app
