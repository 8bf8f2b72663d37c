#include "app/commands/folder_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/cli/lesson_folders.hpp"
#include "app/commands/demo_runner.hpp"
#include "app/programs/compiler.hpp"
#include "app/quiz/evidence.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/descriptors/private_folder.hpp"
#include "core/view/formatting/display_width.hpp"
#include "lessons/translation.hpp"

namespace app {
namespace {

constexpr std::size_t kWidth = 72;
constexpr std::size_t kLength = 70;
/// Runs of each page: one in the order of virtual time, the others at random.
constexpr std::uint64_t kRuns = 5;
constexpr std::chrono::seconds kLongest{30};

std::string last_part_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

/// The first line that has the text; 0: none has.
int line_with(std::string_view text, std::string_view source) {
  const auto at = source.find(text);
  if (at == source.npos) return 0;
  const auto before = source.substr(0, at);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

/// Which of a page's lines act without a sentence, and what the questions' signs show.
class PageWatch : public record::Consumer {
 public:
  explicit PageWatch(const lessons::Demo& demo) : page_(demo.page) {
    for (const auto& question : demo.program->questions) evidence_.emplace_back(question);
  }

  void begin(const record::Run& run) override {
    for (auto& one : evidence_) one.begin(run);
  }
  void event(const record::Event& event) override {
    for (auto& one : evidence_) one.event(event);
    const probe::Act& act = event.act;
    const bool is_act = act.line > 0 && act.file == page_.file() && act.kind != probe::Kind::exit;
    if (is_act && page_.prose(act.line).empty()) bare_.emplace(act.line, act.kind);
  }
  void end(const record::End& end) override {
    for (auto& one : evidence_) one.end(end);
  }

  const std::vector<Evidence>& evidence() const { return evidence_; }
  /// The lines, and what the first act there was.
  const std::map<int, probe::Kind>& bare() const { return bare_; }

 private:
  const lessons::Page& page_;
  std::vector<Evidence> evidence_;
  std::map<int, probe::Kind> bare_;
};

}  // namespace

FolderCheck::FolderCheck(const std::string& path)
    : folder_(lessons::read_folder(path, complaints_)) {}

void FolderCheck::complain(std::string_view file, int line, std::string sentence) {
  complaints_.push_back({last_part_of(file), line, std::move(sentence)});
}

std::vector<lessons::Complaint> FolderCheck::complaints() {
  if (is_reserved(folder_.name))
    complain("", 0, "a command has this name: call the lesson something else");
  lessons::Library library({});
  const auto found = library.add(folder_);
  complaints_.insert(complaints_.end(), found.begin(), found.end());
  for (const auto& lesson : library.catalogue()) {
    check_translations(lesson);
    for (const auto& demo : lesson.demos) {
      check_page(demo.page);
      check_twin(demo);
      if (compiles(demo.page)) run(lesson, demo);
    }
  }
  std::stable_sort(complaints_.begin(), complaints_.end(), [](const auto& one, const auto& other) {
    return std::tie(one.file, one.line) < std::tie(other.file, other.line);
  });
  return std::move(complaints_);
}

void FolderCheck::check_page(const lessons::Page& page) {
  const auto lines = page.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto width = static_cast<std::size_t>(view::display_width(lines[i]));
    if (width <= kWidth) continue;
    complain(page.file(), static_cast<int>(i) + 1,
             fmt::format("{} columns wide: a page has room for {}", width, kWidth));
  }
  if (lines.size() > kLength) {
    complain(
        page.file(), static_cast<int>(lines.size()),
        fmt::format("{} lines long: a page has about 60, and teaches one thing", lines.size()));
  }
}

void FolderCheck::check_twin(const lessons::Demo& demo) {
  if (demo.python.source().empty()) return;
  check_page(demo.python);
  if (demo.python.title() != demo.page.title())
    complain(demo.python.file(), 1,
             fmt::format("its title is not that of {}", last_part_of(demo.page.file())));
  compiles(demo.python);
}

bool FolderCheck::compiles(const lessons::Page& page) {
  if (page.language() != lessons::Page::Language::c) return true;
  const os::PrivateFolder scratch;
  tracer::SignalRelay relay(tracer::SignalRelay::First::us);
  const Compiled compiled = compile(std::string(page.file()), scratch.path() + "/page", relay);
  for (const auto& remark : compiled.remarks) complain(page.file(), remark.line, remark.sentence);
  if (!compiled.is_built && compiled.remarks.empty())
    complain(page.file(), 0, "the compiler refuses it");
  return compiled.is_built;
}

void FolderCheck::check_translations(const lessons::Lesson& lesson) {
  const auto po = folder_.files.find("zh-Hant.po");
  if (po == folder_.files.end()) return;
  lessons::Translation translation;
  translation.read(po->second);
  std::set<std::string, std::less<>> texts;
  const auto check = [&](std::string_view file, std::string_view source, std::string_view text) {
    texts.emplace(text);
    if (text.empty() || translation.of(text)) return;
    // A long paragraph is spread over lines: its first words find it.
    const auto words = text.substr(0, text.find(' ', std::min<std::size_t>(text.size(), 24)));
    complain(file, line_with(words, source),
             fmt::format("zh-Hant.po has no translation of \"{}\"", text));
  };
  const auto source_of = [&](const std::string& file) {
    const auto found = folder_.files.find(file);
    return found == folder_.files.end() ? std::string_view() : std::string_view(found->second);
  };
  if (lesson.title != folder_.name) check("lesson.json", source_of("lesson.json"), lesson.title);
  for (const auto& demo : lesson.demos) {
    texts.emplace(demo.title());
    for (const auto prose : demo.page.paragraphs())
      check(demo.page.file(), demo.page.source(), lessons::paragraph_of(prose));
    const std::string file = fmt::format("{}.json", demo.name);
    for (const auto& question : demo.program->questions) {
      check(file, source_of(file), question.text);
      check(file, source_of(file), question.reason);
      for (const auto& answer : question.answers) check(file, source_of(file), answer.text);
    }
  }
  for (const auto& [english, translated] : translation.entries()) {
    if (texts.contains(english)) continue;
    const std::string_view words = std::string_view(english).substr(
        0, english.find(' ', std::min<std::size_t>(english.size(), 24)));
    complain("zh-Hant.po", line_with(words, po->second),
             fmt::format("the lesson has no \"{}\" any more", english));
  }
}

void FolderCheck::run(const lessons::Lesson& lesson, const lessons::Demo& demo) {
  LessonCommand command;
  command.lesson = &lesson;
  const std::vector<std::string> argv = {"mpdemo", "lesson", "check", folder_.path};
  DemoRunner runner(command, demo, argv, true);
  PassiveAudience audience;
  PageWatch watch(demo);
  std::vector<std::set<std::optional<std::size_t>>> proved(demo.program->questions.size());
  for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
    choice::AnyOrder any_order(seed);
    choice::RunOptions options;
    options.mode = record::Mode::controlled;
    options.timeout = kLongest;
    if (seed > 0) options.scheduler = &any_order;
    const choice::Result result = runner.run(options, watch, audience);
    if (result.signal != 0) throw Interrupted{result.signal};
    if (result.end.status == "hung") {
      complain(demo.page.file(), 0,
               fmt::format("it had not ended after {} s, so nothing more was looked at",
                           kLongest.count()));
      return;
    }
    for (std::size_t i = 0; i < proved.size(); ++i) proved[i].insert(watch.evidence()[i].proved());
  }
  for (const auto& [line, kind] : watch.bare()) {
    complain(demo.page.file(), line,
             fmt::format("here is an act ({}) without a sentence: put a comment right above it",
                         probe::name_of(kind)));
  }
  const std::string file = fmt::format("{}.json", demo.name);
  for (std::size_t i = 0; i < proved.size(); ++i) {
    const lessons::Question& question = demo.program->questions[i];
    if (lessons::is_about_outcomes(question)) continue;
    const bool is_one = proved[i].size() == 1 && *proved[i].begin();
    if (is_one) continue;
    const auto words = question.text.substr(0, question.text.find('"'));
    complain(file, line_with(words, folder_.files.at(file)),
             proved[i].contains(std::nullopt)
                 ? "a run shows none of its answers: no answer has exactly the signs that are seen"
                 : "two of its answers are right, each in some order: its truth is \"outcomes\"");
  }
}

}  // namespace app
