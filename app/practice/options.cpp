#include "app/practice/options.hpp"

#include <algorithm>
#include <set>

namespace app::practice {
namespace {

constexpr std::size_t kOffered = 4;

/// Outputs that a run does not show, but nearly does.
class Near {
 public:
  explicit Near(const std::vector<Output>& possible)
      : possible_(possible.begin(), possible.end()) {}

  void add(const Output& output) {
    if (possible_.contains(output) || output.lines.empty()) return;
    if (met_.insert(output).second) found_.push_back(output);
  }
  /// With two lines the other way round, or one line elsewhere.
  void add_moved(const Output& output) {
    for (std::size_t from = 0; from < output.lines.size(); ++from) {
      for (std::size_t to = 0; to < output.lines.size(); ++to) {
        Output moved = output;
        const std::string line = moved.lines[from];
        moved.lines.erase(moved.lines.begin() + static_cast<std::ptrdiff_t>(from));
        moved.lines.insert(moved.lines.begin() + static_cast<std::ptrdiff_t>(to), line);
        add(moved);
      }
    }
  }
  /// With a line less, or one twice.
  void add_longer_and_shorter(const Output& output) {
    for (std::size_t at = 0; at < output.lines.size(); ++at) {
      const auto place = output.lines.begin() + static_cast<std::ptrdiff_t>(at);
      Output twice = output;
      twice.lines.insert(twice.lines.begin() + static_cast<std::ptrdiff_t>(at), *place);
      add(twice);
      Output shorter = output;
      shorter.lines.erase(shorter.lines.begin() + static_cast<std::ptrdiff_t>(at));
      add(shorter);
    }
  }
  /// Takes up to `count` of those found since the last call, drawn by lot.
  void take(std::size_t count, Draw& draw, std::vector<Output>& into) {
    draw.shuffle(found_);
    for (std::size_t i = 0; i < found_.size() && i < count; ++i) into.push_back(found_[i]);
    found_.clear();
  }

 private:
  std::set<Output> possible_;
  std::set<Output> met_;
  std::vector<Output> found_;
};

}  // namespace

std::vector<OfferedOutput> offered_outputs(const std::vector<Output>& possible,
                                           const std::vector<Output>& likely, Draw& draw) {
  if (possible.empty()) return {};
  const std::size_t most_right = std::min(possible.size(), kOffered - 1);
  std::vector<Output> right = possible;
  draw.shuffle(right);
  right.resize(1 + draw.below(most_right));
  Near near(possible);
  std::vector<Output> wrong;
  const auto missing = [&] { return kOffered - std::min(kOffered, right.size() + wrong.size()); };
  for (const Output& output : likely) near.add(output);
  near.take(missing(), draw, wrong);
  for (const Output& output : possible) near.add_moved(output);
  near.take(missing(), draw, wrong);
  for (const Output& output : possible) near.add_longer_and_shorter(output);
  near.take(missing(), draw, wrong);
  if (wrong.empty()) return {};
  std::vector<OfferedOutput> offered;
  for (const Output& output : right) {
    if (!output.lines.empty()) offered.push_back({output, true});
  }
  if (offered.empty()) return {};
  for (const Output& output : wrong) offered.push_back({output, false});
  draw.shuffle(offered);
  return offered;
}

}  // namespace app::practice
