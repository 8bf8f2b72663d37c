#pragma once

#include <string>

#include "app/language/language.hpp"
#include "app/report/class_report.hpp"

namespace app {

/// For a terminal: a line for each reader, a column for each question, and the questions below,
/// those first that most got wrong, with their right answers.
std::string class_text(const ClassReport& report, Language language, bool ascii);
/// The same as a page for the browser, to be printed.
std::string class_html(const ClassReport& report, Language language);
/// A line for each answer, for a spreadsheet.
std::string class_csv(const ClassReport& report);

}  // namespace app
