#include "app/cli/args/report_args.hpp"

#include "app/cli/args/view_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {

ReportCommand ReportArgs::understood() const {
  if (files.empty()) {
    throw UsageError(
        "report needs files: those of --quiz-report, or of check --format json, as in \"mpdemo "
        "report class/*\".");
  }
  ReportCommand command;
  command.files = files;
  command.as = static_cast<ReportCommand::As>(choose("--format", format, {"text", "csv", "html"}));
  ViewArgs view;
  view.output = output;
  view.ascii = ascii;
  command.view = view.understood();
  return command;
}

}  // namespace app
