#pragma once

#include <cstddef>
#include <vector>

#include "core/trace/timeline.hpp"
#include "core/view/step_reader.hpp"

namespace view {

/// Counts how many processes are there at once, in each of the runs that drive it. A view
/// that is told so before it draws them has room for all from the first line on.
class Crowd : public trace::Consumer {
 public:
  void begin(const trace::Run& run) override;
  void event(const trace::Event& event) override;
  void end(const trace::End&) override {}

  /// For each run, in order: at most so many.
  const std::vector<std::size_t>& most() const { return most_; }

 private:
  StepReader reader_{true};
  std::vector<std::size_t> most_;
};

/// The same of one run.
std::size_t most_at_once(const std::vector<trace::Event>& events);

}  // namespace view
