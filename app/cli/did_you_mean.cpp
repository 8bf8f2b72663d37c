#include "app/cli/did_you_mean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "app/cli/errors.hpp"

namespace app {
namespace {

/// How many letters must be added, removed, replaced or swapped with their
/// neighbour to turn one word into the other (optimal string alignment).
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::vector<std::size_t> row(to.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, std::move(row));
  }
  return last.back();
}

/// Capitals make no difference.
std::string in_small(std::string_view word) {
  std::string small(word);
  for (char& letter : small)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return small;
}

/// "help" may mean "--help".
std::string without_dashes(const std::string& option) {
  const auto first = option.find_first_not_of('-');
  return first == option.npos ? option : option.substr(first);
}

}  // namespace

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& known) {
  const std::string word = in_small(typed);
  // If no letter is right, there is no suggestion.
  const std::size_t letters = word.size() - std::min(word.find_first_not_of('-'), word.size());
  std::size_t closest = std::min(std::max<std::size_t>(1, word.size() / 3) + 1, letters);
  std::string_view meant;
  for (const auto& candidate : known) {
    const std::string compared = word.starts_with('-') ? candidate : without_dashes(candidate);
    const bool is_beginning = word.size() >= 2 && compared.starts_with(word);
    const std::size_t away = is_beginning ? 0 : distance(word, compared);
    if (away >= closest) continue;
    closest = away;
    meant = candidate;
  }
  return meant.empty() ? std::string() : fmt::format(" Did you mean \"{}\"?", meant);
}

std::size_t choose(const std::string& option, const std::string& word,
                   const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  throw UsageError(fmt::format("{} is one of {}, not \"{}\".{}", option, fmt::join(words, ", "),
                               word, did_you_mean(word, words)));
}

}  // namespace app
