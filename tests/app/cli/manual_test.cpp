#include "app/cli/manual.hpp"

#include "app/cli/command_line.hpp"
#include "app/cli/topics.hpp"
#include "core/view/formats.hpp"
#include "core/view/outcomes/outcome_formats.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

namespace {

using namespace tests;

std::string page(const std::string& name) {
  const Finished finished = mpdemo({"manual", name});
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  return finished.output;
}

/// "--format" as mdoc(7) has it, with what ends a name behind it.
bool has_option(const std::string& page, const std::string& name) {
  const std::string written = "Fl " + name.substr(1);
  return page.find(written + " ") != page.npos || page.find(written + "\n") != page.npos;
}

}  // namespace

TEST_CASE("Every option of every command is in the manual") {
  const std::string of_mpdemo = page("mpdemo");
  const std::string of_trace = page("mpdemo-trace");
  for (const auto& command : app::reference(lessons::catalogue())) {
    const bool is_traced = command.name == "trace" || command.name == "try";
    const std::string& page = is_traced ? of_trace : of_mpdemo;
    CHECK_THAT(of_mpdemo, ContainsSubstring(command.name));
    for (const auto& word : command.words) {
      for (const auto& name : word.names) {
        CAPTURE(command.name, name);
        CHECK(has_option(page, name));
      }
    }
  }
}

TEST_CASE("Every format and demo and topic is in the manual") {
  const std::string text = page("mpdemo");
  for (const auto& format : view::formats())
    CHECK_THAT(text, ContainsSubstring(".It Cm " + std::string(format.name) + "\n"));
  for (const auto& format : view::outcome_formats())
    CHECK_THAT(text, ContainsSubstring(".It Cm " + std::string(format.name) + "\n"));
  for (const auto& lesson : lessons::catalogue()) {
    for (const auto& demo : lesson.demos) {
      const std::string id = std::string(lesson.name) + "/" + std::string(demo.name);
      CHECK_THAT(text, ContainsSubstring(".It Cm " + id + "\n"));
    }
  }
  const std::string both = text + page("mpdemo-trace");
  for (const auto& topic : app::topics()) CHECK_THAT(both, ContainsSubstring(topic.text));
}

TEST_CASE("mandoc has nothing to say against the manual") {
  if (!support::has_program("mandoc")) return;
  for (const char* name : {"mpdemo", "mpdemo-trace"}) {
    const Folder folder;
    write_file(folder / "page", page(name));
    const Finished finished = support::run("mandoc", {"-Tlint", folder / "page"});
    // The other page is not installed where the tests run.
    std::vector<std::string> complaints;
    for (const auto& line : lines_of(finished.output)) {
      if (line.find("referenced manual not found: Xr mpdemo") == line.npos)
        complaints.push_back(line);
    }
    CHECK(complaints == std::vector<std::string>());
  }
}

TEST_CASE("A page of the manual that there is not is refused") {
  check_refused({"manual", "mpdemo-tarce"}, "Did you mean \"mpdemo-trace\"?");
}

TEST_CASE("A topic is read by its name and its lines fit a terminal") {
  const support::NothingLeft nothing_left;
  for (const auto& topic : app::topics()) {
    CAPTURE(topic.name);
    const Finished finished = mpdemo({"help", topic.name});
    CHECK(finished.status == exited(0));
    CHECK_THAT(finished.output, ContainsSubstring(topic.text));
    for (const auto& line : lines_of(finished.output)) CHECK(line.size() <= 80);
    CHECK_THAT(mpdemo({"help", "commands"}).output, ContainsSubstring("help " + topic.name));
  }
}
