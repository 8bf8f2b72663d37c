#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/record/outcome_report.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// What is in a file that is compared: recorded runs, with stable IDs, or reports of outcomes.
using ComparedFile =
    std::variant<std::vector<record::Timeline>, std::vector<record::OutcomeReport>>;

/// Reads one; `-` is standard input. Throws EnvironmentError when it cannot be read, and
/// UsageError when it is neither.
ComparedFile read_compared(const std::string& path);

/// A consumer that keeps runs, with stable IDs, to be compared.
class KeptRuns : public record::Consumer {
 public:
  void begin(const record::Run& run) override { runs.emplace_back().run = run; }
  void event(const record::Event& event) override { runs.back().events.push_back(event); }
  void end(const record::End& end) override { runs.back().end = end; }

  std::vector<record::Timeline> runs;
};

}  // namespace app
