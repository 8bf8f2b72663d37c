#include <string>
#include <vector>

#include "core/record/outcome_reader.hpp"
#include "core/record/record_reader.hpp"
#include "core/view/difference/difference_formats.hpp"
#include "core/view/difference/outcome_difference.hpp"
#include "core/view/outcomes/outcomes.hpp"
#include "tests/fuzz/fuzz.hpp"

// A report of outcomes, as a file has it.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<record::OutcomeReport> reports;
  try {
    reports = record::read_outcomes(fuzz::text_of(data, size));
  } catch (const record::RecordError& error) {
    fuzz::require(fuzz::is_harmless(error.what()), "a complaint does nothing to a terminal");
    return 0;
  }
  std::string written;
  for (const auto& report : reports) written += view::outcomes_jsonl(report);
  const auto again = record::read_outcomes(written);
  fuzz::require(again.size() == reports.size(), "reports that are written and read are as many");
  for (std::size_t i = 0; i < reports.size(); ++i)
    fuzz::require(again[i].rows.size() == reports[i].rows.size(), "and so are their outcomes");
  const auto difference = view::difference_of(reports, again);
  const std::string told =
      view::difference_formats().front().of_outcomes(difference, {"a", "b"}, {});
  fuzz::require(fuzz::is_harmless(told, true), "a difference does nothing to a terminal");
  return 0;
}
