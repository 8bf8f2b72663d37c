#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "app/check/check_report.hpp"
#include "app/check/exercise.hpp"
#include "app/check/judge.hpp"
#include "app/check/progress_book.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/editing.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/output/log.hpp"
#include "app/output/progress.hpp"
#include "app/programs/elsewhere_working.hpp"
#include "app/programs/traced_runner.hpp"
#include "app/programs/tried_file.hpp"
#include "app/session/step_terminal.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/clock.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/process.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

namespace fs = std::filesystem;

std::string paragraph(const std::string& text) {
  return view::wrapped(text, 76, 0) + "\n";
}

const Exercise& named(const std::vector<Exercise>& all, const std::string& name) {
  if (const Exercise* exercise = exercise_named(all, name)) return *exercise;
  std::vector<std::string> names;
  for (const auto& exercise : all) names.push_back(exercise.name);
  throw UsageError(fmt::format("there is no exercise \"{}\".{} \"mpdemo check\" lists them all.",
                               name, did_you_mean(name, names)));
}

// The list

std::string list_text(const std::vector<Exercise>& all, Language language) {
  const Wording& words = wording(language);
  const ProgressBook book;
  std::string text;
  for (const auto& exercise : all) {
    const std::string done =
        book.has_solved(exercise.name) ? fmt::format(" ({})", words.check_solved) : "";
    text += fmt::format("{}  {:<20} {}{}\n", exercise.level, exercise.name,
                        told(exercise.title, language), done);
  }
  return text + "\n" + paragraph(std::string(words.how_to_check));
}

std::string list_json(const std::vector<Exercise>& all) {
  const ProgressBook book;
  auto json = nlohmann::ordered_json::array();
  for (const auto& exercise : all) {
    std::vector<std::string> files;
    for (const auto& program : exercise.programs) files.push_back(program.file);
    json.push_back({{"name", exercise.name},
                    {"title", exercise.title},
                    {"level", exercise.level},
                    {"topics", exercise.topics},
                    {"files", files},
                    {"points", points_of(exercise)},
                    {"solved", book.has_solved(exercise.name)}});
  }
  return json.dump(2) + "\n";
}

// Handing out, hints, the solution

/// The ending of the program that the reader gets: C, where it can be compiled.
std::string ending_for(const CheckCommand& command) {
  if (!command.ending.empty()) return command.ending;
  return os::found_in_path("cc") || os::found_in_path("gcc") ? ".c" : ".py";
}

int hand_out(const CheckCommand& command, const Exercise& exercise) {
  const Language language = command.view.language;
  const Wording& words = wording(language);
  const Exercise::Program* program = exercise.program_in(ending_for(command));
  if (!program) program = &exercise.programs.front();
  const std::string copy = copy_here(program->file, program->text);
  std::string text =
      told(exercise.title, language) + "\n\n" + paragraph(told(exercise.task, language)) + "\n";
  for (const Goal& goal : exercise.goals) {
    const std::string_view kept = goal.keeps ? words.must_stay : words.is_goal;
    text += view::wrapped(fmt::format("  {}{}", kept, told(goal.says, language)), 76, 4) + "\n";
  }
  text += "\n" + view::filled(words.handed_out, copy) + "\n";
  text += fmt::format("  mpdemo try {}\n", copy);
  text += fmt::format("  mpdemo check {} {}{}\n", exercise.name, copy,
                      exercise.kind == Exercise::Kind::find ? " --schedule S" : "");
  text += fmt::format("  mpdemo check {} --hint\n", exercise.name);
  write_to_stdout(text);
  return kDone;
}

int show_hint(const CheckCommand& command, const Exercise& exercise) {
  const Language language = command.view.language;
  ProgressBook book;
  const std::size_t shown = book.hints_of(exercise.name);
  // All of those that were shown before, too: the reader may have lost them.
  const std::size_t end = std::min(shown + 1, exercise.hints.size());
  for (std::size_t i = 0; i < end; ++i)
    write_to_stdout(paragraph(
        fmt::format("{}/{} {}", i + 1, exercise.hints.size(), told(exercise.hints[i], language))));
  if (shown < exercise.hints.size()) book.add_hint(exercise.name);
  return kDone;
}

int show_solution(const CheckCommand& command, const Exercise& exercise) {
  const Language language = command.view.language;
  if (!ProgressBook().has_solved(exercise.name)) {
    report(fmt::format("mpdemo: {}\n", wording(language).solve_first));
    return kFailed;
  }
  std::string text = paragraph(told(exercise.why, language));
  const Exercise::Program* solution = exercise.solution_in(ending_for(command));
  if (!solution && !exercise.solutions.empty()) solution = &exercise.solutions.front();
  if (solution) text += "\n" + solution->text;
  write_to_stdout(text);
  return kDone;
}

// The verdict

/// The first line of a compiler that says what is wrong.
std::string first_error(const std::string& messages) {
  for (const auto line : view::split_lines(messages)) {
    if (line.find("error") != line.npos) return std::string(line);
  }
  return std::string(messages.substr(0, messages.find('\n')));
}

/// Judges one file after another. The command drives it.
class Judgement {
 public:
  Judgement(const CheckCommand& command, const Invocation& invocation, const Exercise& exercise)
      : command_(command),
        invocation_(invocation),
        exercise_(exercise),
        relay_(tracer::SignalRelay::First::us) {}

  Checked checked(const std::string& given) {
    Checked checked;
    checked.exercise = &exercise_;
    checked.when = os::wall_clock();
    checked.version = MPDEMO_VERSION;
    checked.who = command_.who;
    const fs::path path = file_meant(given, checked);
    checked.file = path.string();
    std::error_code unknown;
    if (!fs::is_regular_file(path, unknown)) {
      if (command_.files.size() == 1)
        throw UsageError(fmt::format("there is no file {}: check its name.", path.string()));
      checked.trouble = "There is no such file.";
      return checked;
    }
    TriedFile tried({fs::absolute(path).string()});
    const TriedFile::Build build = tried.build(relay_);
    if (!build.is_done) {
      checked.trouble = "It does not compile: " + first_error(build.messages);
      return checked;
    }
    if (exercise_.kind == Exercise::Kind::find && !is_as_handed_out(path)) {
      checked.trouble =
          "This exercise is about the program as it was handed out, and this one was changed.";
      return checked;
    }
    checked.verdict = verdict_on(tried, path.filename().string());
    if (checked.verdict.signal) throw Interrupted{*checked.verdict.signal};
    return checked;
  }

 private:
  /// A folder stands for the file of that exercise in it, and for its owner.
  fs::path file_meant(const std::string& given, Checked& checked) const {
    std::error_code unknown;
    fs::path path = given;
    if (!fs::is_directory(path, unknown)) {
      if (checked.who.empty() && command_.files.size() > 1) checked.who = path.stem().string();
      return path;
    }
    if (checked.who.empty()) checked.who = fs::absolute(path / ".").parent_path().filename();
    for (const auto& program : exercise_.programs) {
      if (fs::is_regular_file(path / program.file, unknown)) return path / program.file;
    }
    return path / exercise_.programs.front().file;
  }

  bool is_as_handed_out(const fs::path& path) const {
    const std::string text = text_of_file(path);
    for (const auto& program : exercise_.programs) {
      if (program.text == text) return true;
    }
    return false;
  }

  Verdict verdict_on(const TriedFile& tried, const std::string& shown) {
    const ElsewhereWorking working;
    Progress progress(shown);
    PassiveAudience audience;
    TraceCommand trace;
    trace.program = tried.program();
    trace.file = tried.executable();
    trace.tried = {shown};
    trace.view = command_.view;
    trace.has_limits = true;
    const SurveySubject subject = survey_of(trace, invocation_);
    const choice::Runner run = [&](const choice::RunOptions& options, record::Consumer& consumer,
                                   choice::Audience& of_run) {
      working.clear();
      return subject.run(options, consumer, of_run);
    };
    Judge judge(exercise_, audience, [&](std::uint64_t runs) {
      progress.show(
          [&] { return view::filled(wording(command_.view.language).schedules_tried, runs); });
      return true;
    });
    if (exercise_.kind == Exercise::Kind::find)
      return judge.look_at(run, command_.schedule.value_or(choice::Schedule()));
    SurveyTerms terms = terms_of(subject, {});
    terms.budget = command_.budget.value_or(exercise_.budget);
    return judge.prove(explorer_of(run, terms), terms);
  }

  const CheckCommand& command_;
  const Invocation& invocation_;
  const Exercise& exercise_;
  tracer::SignalRelay relay_;
};

std::string written(const CheckCommand& command, const std::vector<Checked>& all,
                    const view::Style& style) {
  using As = CheckCommand::As;
  switch (command.as) {
    case As::json:
      return check_json(all);
    case As::junit:
      return check_junit(all);
    case As::tap:
      return check_tap(all);
    case As::gradescope:
      return check_gradescope(all.front());
    case As::classroom:
      return check_classroom(all.front(), view::process_environment);
    case As::csv:
      return check_csv(all);
    case As::text:
      break;
  }
  const Language language = command.view.language;
  return all.size() > 1 ? check_table(all, language) : check_text(all.front(), style, language);
}

/// Asks whether the run is to be seen. The reader may also leave.
bool wants_to_step(Language language) {
  write_to_stdout(fmt::format("\n{} ", wording(language).enter_steps));
  os::TerminalMode terminal = open_step_terminal();
  terminal.enter_raw();
  os::wait_to_read({terminal.get()}, std::nullopt);
  const auto key = terminal.next_key();
  terminal.leave_raw();
  write_to_stdout("\n");
  return key && std::string_view("\n\r ").find(*key) != std::string_view::npos;
}

/// The run that must not be, on the stage.
void step_through_it(const CheckCommand& command, const Checked& checked,
                     const Invocation& invocation, const lessons::Catalogue& catalogue) {
  const FoundRun& evidence = *checked.verdict.shown();
  TryCommand tried;
  tried.file = {checked.file};
  tried.steps_on_terminal = true;
  tried.trace.view = command.view;
  tried.trace.schedule = evidence.schedule;
  tried.trace.turning_point = evidence.turning_point;
  try_file(tried, invocation, catalogue);
}

}  // namespace

int check(const CheckCommand& command, const Invocation& invocation,
          const lessons::Catalogue& catalogue) {
  const std::vector<Exercise> all = exercises();
  if (command.exercise.empty()) {
    write_to_stdout(command.as == CheckCommand::As::json ? list_json(all)
                                                         : list_text(all, command.view.language));
    return kDone;
  }
  const Exercise& exercise = named(all, command.exercise);
  if (command.shows_hint) return show_hint(command, exercise);
  if (command.shows_solution) return show_solution(command, exercise);
  if (command.files.empty()) return hand_out(command, exercise);
  if (exercise.kind == Exercise::Kind::find && !command.schedule) {
    throw UsageError(fmt::format(
        "{} asks for a schedule: find it with \"mpdemo try {}\", which tells it at its end, and "
        "hand it in with --schedule S.",
        exercise.name, command.files.front()));
  }
  if (exercise.kind == Exercise::Kind::mend && command.schedule)
    throw UsageError("--schedule is for exercises that ask to find one: leave it out.");
  os::leave_small_pids();
  Destination destination(command.view);
  std::vector<Checked> judged;
  {
    Judgement judgement(command, invocation, exercise);
    for (const auto& file : command.files) judged.push_back(judgement.checked(file));
  }
  destination.write(written(command, judged, destination.style()));
  destination.commit();
  const bool all_solved =
      std::all_of(judged.begin(), judged.end(), [](const Checked& one) { return one.is_solved(); });
  const bool is_own = judged.size() == 1;
  const bool is_shown = command.as == CheckCommand::As::text && command.view.output.empty();
  if (is_own && all_solved) {
    ProgressBook().add_solved(exercise.name);
    if (is_shown) {
      write_to_stdout("\n" + paragraph(told(exercise.why, command.view.language)) +
                      view::filled(wording(command.view.language).see_solution, exercise.name) +
                      "\n");
    }
  }
  const bool has_run = is_own && judged.front().trouble.empty() && judged.front().verdict.shown();
  if (is_shown && has_run && exercise.kind == Exercise::Kind::mend) {
    if (can_step()) {
      if (wants_to_step(command.view.language))
        step_through_it(command, judged.front(), invocation, catalogue);
    } else {
      write_to_stdout(fmt::format("  mpdemo try --step --schedule {} {}\n",
                                  judged.front().verdict.shown()->schedule.to_string(),
                                  judged.front().file));
    }
  }
  return all_solved ? kDone : kFailed;
}

}  // namespace app
