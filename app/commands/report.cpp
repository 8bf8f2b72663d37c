#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/output/destination.hpp"
#include "app/output/log.hpp"
#include "app/output/whole_file.hpp"
#include "app/report/class_report.hpp"
#include "app/report/report_tables.hpp"
#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

std::string written(const ClassReport& class_report, const ReportCommand& command,
                    const view::Style& style) {
  switch (command.as) {
    case ReportCommand::As::csv:
      return class_csv(class_report);
    case ReportCommand::As::html:
      return class_html(class_report, command.view.language);
    case ReportCommand::As::text:
      break;
  }
  return class_text(class_report, command.view.language, style.ascii);
}

}  // namespace

int report_class(const ReportCommand& command) {
  ClassReport class_report;
  int code = kDone;
  for (const std::string& file : command.files) {
    try {
      class_report.add(whole_file(file), std::filesystem::path(file).stem().string());
    } catch (const ReportProblem& problem) {
      code = std::max<int>(code, kFailed);
      report(
          fmt::format("mpdemo: {} is left out, as {}: report reads what --quiz-report and check "
                      "--format json write.\n",
                      view::harmless(file), problem.what()));
    } catch (const EnvironmentError& error) {
      code = std::max<int>(code, kEnvironment);
      report(fmt::format("mpdemo: {}\n", view::harmless(error.what())));
    }
  }
  if (class_report.empty()) return code;
  Destination destination(command.view);
  destination.write(written(class_report, command, destination.style()));
  destination.commit();
  return code;
}

}  // namespace app
