#include <string>

#include "app/report/class_report.hpp"
#include "app/report/report_tables.hpp"
#include "tests/fuzz/fuzz.hpp"

// The answers of a reader, as a file of --quiz-report or of check has them.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  app::ClassReport report;
  try {
    report.add(fuzz::text_of(data, size), "file");
  } catch (const app::ReportProblem& problem) {
    fuzz::require(fuzz::is_harmless(problem.what()), "a complaint does nothing to a terminal");
    fuzz::require(report.empty(), "of a file that is refused nothing is taken");
    return 0;
  }
  fuzz::require(fuzz::is_harmless(app::class_text(report, app::Language::english, false), true),
                "the table does nothing to a terminal");
  for (const auto& question : report.questions())
    fuzz::require(question.wrong <= question.asked, "no more are wrong than were asked");
  app::class_html(report, app::Language::traditional_chinese);
  app::class_csv(report);
  return 0;
}
