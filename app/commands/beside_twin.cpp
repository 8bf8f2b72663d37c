#include <fmt/core.h>

#include <chrono>
#include <optional>
#include <string>

#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/commands/demo_runner.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/output/progress.hpp"
#include "app/output/run_writer.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/page_program.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/side_by_side.hpp"

namespace app {
namespace {

/// A demo or a twin that takes longer hangs, unless --timeout is longer: the
/// slowest needs 20 seconds on a single CPU.
constexpr std::chrono::seconds kLongestOfPair{60};

std::string_view spoken(lessons::Page::Language language) {
  using Language = lessons::Page::Language;
  switch (language) {
    case Language::cpp:
      return "C++";
    case Language::c:
      return "C";
    case Language::python:
      return "Python";
    case Language::shell:
      break;
  }
  return "shell";
}

/// Keeps a run until it is shown, and shows its progress meanwhile.
class Kept : public record::Consumer {
 public:
  Kept(Progress& progress, std::string_view language, const Wording& words)
      : progress_(progress), language_(language), words_(words) {
    show();
  }

  void begin(const record::Run& run) override { run_.run = run; }
  void event(const record::Event& event) override {
    run_.events.push_back(event);
    show();
  }
  void end(const record::End& end) override { run_.end = end; }

  const record::Timeline& run() const { return run_; }

 private:
  void show() {
    progress_.show([&] { return view::filled(words_.runs_in, language_, run_.events.size()); });
  }

  Progress& progress_;
  std::string_view language_;
  const Wording& words_;
  record::Timeline run_;
};

/// Runs demos and their twins, and shows both. The command drives it, demo by
/// demo.
class Comparison {
 public:
  Comparison(const LessonCommand& command, const Invocation& invocation,
             const lessons::Catalogue& catalogue)
      : command_(command), argv_(invocation.argv) {
    ViewOptions shown = command.view;
    if (!shown.has_format) shown.format = view::format_named("lanes");
    if (shown.format->name == "lanes")
      pictures_.emplace(shown);
    else
      writer_.emplace(shown, catalogue);
  }

  /// True: both ended well.
  bool show(const lessons::Demo& demo) {
    Progress progress(fmt::format("{}/{}", command_.lesson->name, demo.name),
                      std::chrono::seconds(0));
    // The twin first: this system may be unable to run it.
    const Wording& words = wording(command_.view.language);
    Kept twin(progress, spoken(demo.python.language()), words);
    const bool twin_is_well = run_twin(demo, twin);
    Kept page(progress, spoken(demo.page.language()), words);
    const bool page_is_well = run_page(demo, page);
    progress.clear();
    if (writer_) {
      record::play(page.run(), *writer_);
      record::play(twin.run(), *writer_);
    } else {
      pictures_->write(
          view::side_by_side({page.run(), source_listing_of(&demo, command_.view.language)},
                             {twin.run(), {words.same_in_python, "", ""}}, pictures_->style()));
    }
    return twin_is_well && page_is_well;
  }

  void commit() {
    if (writer_) writer_->commit();
    if (pictures_) pictures_->commit();
  }

 private:
  bool run_twin(const lessons::Demo& demo, record::Consumer& consumer) {
    tracer::SignalRelay relay(tracer::SignalRelay::First::us);
    const PageProgram twin(*command_.lesson, demo, PageProgram::Which::twin, relay);
    Filters filters(command_.view, consumer);
    PageRun as_page(twin, filters.first(), true);
    tracer::Request request = twin.request(argv_, relay);
    request.options.timeout = command_.timeout.value_or(kLongestOfPair);
    const tracer::Result result = start_observed(request, by_ptrace_)->observe(as_page);
    if (result.signal != 0) throw Interrupted{result.signal};
    return result.end.status == "ok" && result.status == os::ExitStatus::exited(0);
  }

  bool run_page(const lessons::Demo& demo, record::Consumer& consumer) {
    Filters filters(command_.view, consumer);
    PassiveAudience audience;
    choice::RunOptions run_options;
    run_options.timeout = command_.timeout.value_or(kLongestOfPair);
    const choice::Result result =
        DemoRunner(command_, demo, argv_, false).run(run_options, filters.first(), audience);
    if (result.signal != 0) throw Interrupted{result.signal};
    return result.end.status == "ok";
  }

  const LessonCommand& command_;
  const std::vector<std::string>& argv_;
  bool by_ptrace_ = true;
  std::optional<Destination> pictures_;
  std::optional<RunWriter> writer_;
};

}  // namespace

int run_beside_twin(const LessonCommand& command, const Invocation& invocation,
                    const lessons::Catalogue& catalogue) {
  if (command.view.stable_ids) os::leave_small_pids();
  Comparison comparison(command, invocation, catalogue);
  int code = kDone;
  for (const auto* demo : demos_of(command)) {
    if (demo->python.source().empty()) continue;
    if (!comparison.show(*demo)) code = kFailed;
  }
  comparison.commit();
  return code;
}

}  // namespace app
