#include "app/commands/demo_run.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "app/commands/demo_runner.hpp"
#include "app/programs/named_ending.hpp"
#include "core/tracer/command_of.hpp"

namespace app {
namespace {

/// The fewest increments that show a race, for runs that are stepped through.
constexpr long kHeldIncrements = 2;

std::string option_for(lessons::Parameter parameter, const LessonCommand& command) {
  const lessons::Parameters& chosen = command.parameters;
  const lessons::Parameters usual;
  switch (parameter) {
    case lessons::Parameter::workers:
      // Always given: another machine has another number of CPUs.
      return fmt::format(" --workers {}", chosen.workers);
    case lessons::Parameter::tasks:
      return chosen.tasks == usual.tasks ? "" : fmt::format(" --tasks {}", chosen.tasks);
    case lessons::Parameter::items:
      if (chosen.items == usual.items) return "";
      return " --items " +
             tracer::as_typed({fmt::format("{}", fmt::join(chosen.items, ","))}, std::string::npos);
    case lessons::Parameter::processes:
      if (chosen.processes == usual.processes) return "";
      return fmt::format(" --processes {}", chosen.processes);
    case lessons::Parameter::increments:
      return command.has_increments ? fmt::format(" --increments {}", chosen.increments) : "";
  }
  return "";
}

}  // namespace

std::vector<const lessons::Demo*> demos_of(const LessonCommand& command) {
  if (command.demo) return {command.demo};
  std::vector<const lessons::Demo*> demos;
  for (const auto& demo : command.lesson->demos) demos.push_back(&demo);
  return demos;
}

lessons::Parameters parameters_of(const LessonCommand& command, bool is_held) {
  lessons::Parameters parameters = command.parameters;
  if (is_held && !command.has_increments) parameters.increments = kHeldIncrements;
  return parameters;
}

stage::PageNames names_on(const lessons::Page& page) {
  return {std::string(page.file()), page.variables()};
}

stage::RunSpec spec_of(const LessonCommand& command, const lessons::Demo& demo,
                       const std::vector<std::string>& argv, bool is_held) {
  return {std::string(command.lesson->name), std::string(demo.name), argv,
          [run = demo.run, parameters = parameters_of(command, is_held)] { run(parameters); },
          names_on(demo.page)};
}

namespace {

/// What runs the demo for a survey: it gets ready when it runs first.
choice::Runner runner_of(const LessonCommand& command, const lessons::Demo& demo,
                         const std::vector<std::string>& argv) {
  if (!demo.program) return stage::runner(spec_of(command, demo, argv, true));
  const auto ready = std::make_shared<std::unique_ptr<DemoRunner>>();
  return [&command, &demo, &argv, ready](const choice::RunOptions& options,
                                         record::Consumer& consumer, choice::Audience& audience) {
    if (!*ready) *ready = std::make_unique<DemoRunner>(command, demo, argv, true);
    NamedEnding named(consumer);
    return (*ready)->run(options, named, audience);
  };
}

}  // namespace

SurveySubject survey_of(const LessonCommand& command, const lessons::Demo& demo,
                        const std::vector<std::string>& argv) {
  return {std::string(command.lesson->name),
          std::string(demo.name),
          same_demo(command, demo),
          runner_of(command, demo, argv),
          command.honours_sleep,
          command.speed,
          command.timeout,
          command.view.language,
          nullptr,
          "",
          demo.program != nullptr};
}

Subject subject_of(const LessonCommand& command, const lessons::Demo& demo,
                   const lessons::Demo* next, const std::vector<std::string>& argv) {
  const auto id = [&](const lessons::Demo& one) {
    return fmt::format("{}/{}", command.lesson->name, one.name);
  };
  Subject subject{id(demo), std::string(demo.title()), demo.page, demo.python};
  if (next) subject.next_id = id(*next);
  for (const auto& other : command.lesson->demos) {
    if (other.cures == demo.name)
      subject.cures.push_back({id(demo), demo.page, id(other), other.page});
    else if (demo.cures == other.name)
      subject.cures.push_back({id(other), other.page, id(demo), demo.page});
  }
  // Its processes may come to be in other files.
  if (demo.program) subject.files = std::make_shared<SourceFiles>();
  survey_in_session(subject, survey_of(command, demo, argv));
  return subject;
}

std::string same_demo(const LessonCommand& command, const lessons::Demo& demo) {
  std::string text = fmt::format("mpdemo {} --demo {}", command.lesson->name, demo.name);
  const std::string_view file = demo.page.file();
  // The folder of a reader's own lesson.
  if (demo.program && !demo.program->is_built_in)
    text += " --lessons " + tracer::as_typed({std::string(file.substr(0, file.rfind('/')))});
  for (const auto parameter : demo.parameters) text += option_for(parameter, command);
  if (command.honours_sleep) text += " --honour-sleep";
  return text;
}

}  // namespace app
