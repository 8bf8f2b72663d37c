#include <fmt/core.h>

#include <filesystem>

#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/output/filters.hpp"
#include "app/output/progress.hpp"
#include "app/output/run_writer.hpp"
#include "app/replay/full_replay.hpp"
#include "app/replay/record_input.hpp"
#include "app/replay/recorded_runs.hpp"
#include "app/replay/replay_session.hpp"
#include "app/screen/layout.hpp"
#include "app/session/step_terminal.hpp"
#include "core/view/folded.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

bool wants_step(const ReplayCommand& command, const RecordInput& input) {
  using Watch = ReplayCommand::Watch;
  if (command.watch != Watch::by_terminal) return command.watch == Watch::step;
  const bool is_plain_call =
      !command.view.has_format && command.view.output.empty() && !command.view.selection;
  return is_plain_call && !input.is_standard() && can_step();
}

/// Shows the progress, as there is nothing else to see yet.
void read(RecordInput& input, record::RecordReader& reader, const Wording& words) {
  Progress progress(view::filled(words.reading, input.name()));
  input.read(reader,
             [&] { progress.show([&] { return view::filled(words.lines_read, reader.line()); }); });
}

void step_through(const ReplayCommand& command, RecordInput& input,
                  const lessons::Catalogue& catalogue) {
  os::TerminalMode terminal = open_step_terminal(input.is_standard());
  const bool is_full = FullReplay::is_possible(command.view, input.is_standard());
  if (command.follow && !is_full) {
    throw EnvironmentError(
        fmt::format("--step with --follow needs the full screen, {}x{} or more: leave out --step.",
                    kSmallest.columns, kSmallest.rows));
  }
  RecordedRuns runs;
  // A stop is an event that is told.
  const view::Style style = style_on_terminal(command.view);
  view::FoldedRun told({style.telling, style.language, style.ascii}, runs);
  ViewOptions shown = command.view;
  shown.telling = view::Telling::recorded;
  Filters filters(command.view, told);
  record::RecordReader reader(filters.first());
  const auto following = command.follow ? input.following(reader) : nullptr;
  if (!following) read(input, reader, wording(command.view.language));
  if (is_full) return FullReplay(shown, catalogue, runs, terminal, following.get()).show();
  ReplaySession(shown, catalogue, runs, terminal).show();
}

void play(const ReplayCommand& command, RecordInput& input, const lessons::Catalogue& catalogue) {
  RunWriter writer(playing(command.view), catalogue);
  Filters filters(command.view, writer);
  record::RecordReader reader(filters.first());
  try {
    if (command.follow)
      input.follow(reader);
    else if (command.view.output.empty())
      input.read(reader);
    else
      read(input, reader, wording(command.view.language));
  } catch (const Interrupted&) {
    writer.close();
    throw;
  }
  writer.commit();
}

/// Everything that the view leaves out would be lost.
void refuse_to_replace_record(const ReplayCommand& command) {
  std::error_code not_there;
  if (command.file && std::filesystem::equivalent(*command.file, command.view.output, not_there)) {
    throw UsageError(
        fmt::format("-o would replace the record {} itself: name another file.", *command.file));
  }
}

}  // namespace

int replay(const ReplayCommand& command, const lessons::Catalogue& catalogue) {
  refuse_to_replace_record(command);
  RecordInput input(command.file);
  wants_step(command, input) ? step_through(command, input, catalogue)
                             : play(command, input, catalogue);
  return kDone;
}

}  // namespace app
