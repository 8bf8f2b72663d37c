#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "core/record/timeline.hpp"
#include "lessons/question.hpp"

namespace app {

/// Which signs of a question's answers a run has shown so far. It is a consumer
/// of runs, one after the other.
class Evidence : public record::Consumer {
 public:
  static constexpr std::size_t kMostSigns = 16;
  using Signs = std::bitset<kMostSigns>;

  explicit Evidence(const lessons::Question& question);

  /// Starts over for a new run.
  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// The parts of lines that have been printed and that signs come before or after.
  using Passed = std::set<std::string_view>;
  const Passed& passed() const { return passed_; }
  /// As after a run's beginning in which just that has been printed.
  void begin_after(const Passed& passed);

  const Signs& seen() const { return seen_; }
  /// Whether the run has ended by itself: no more signs can come.
  bool is_complete() const { return is_complete_; }

  /// The answer with exactly these signs.
  std::optional<std::size_t> answer_with(const Signs& signs) const;
  /// The answer that this run has proved right; empty: none yet. It is the only
  /// answer that has all signs seen so far or, at the end, the one with exactly
  /// those.
  std::optional<std::size_t> proved() const { return proved_; }

 private:
  void note_line(std::string_view line);
  std::optional<std::size_t> only_answer_left() const;
  bool fits(const lessons::Sign& sign, const record::Event& event) const;

  std::vector<lessons::Sign> signs_;         // all signs, each once
  std::vector<Signs> answers_;               // the signs of each answer
  std::vector<std::string_view> landmarks_;  // parts of lines that signs come before or after
  Passed passed_;                            // the landmarks that have been printed
  Signs seen_;
  std::optional<std::size_t> proved_;
  bool is_complete_ = false;
};

}  // namespace app
