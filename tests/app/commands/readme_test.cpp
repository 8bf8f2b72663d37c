#include <unistd.h>

#include <filesystem>
#include <iomanip>
#include <regex>
#include <sstream>

#include "tests/app/cli/quicker.hpp"
#include "tests/app/mpdemo.hpp"

// The README's commands and transcripts, tried unchanged.

namespace {

using namespace tests;

/// A command of the README, and the lines below it.
struct Example {
  std::string command;
  std::vector<std::string> shown;
};

/// Indented lines: " mpdemo ...", with or without a prompt before, and with a
/// remark after two spaces.
std::vector<Example> examples(
    const std::string& start,
    const std::vector<std::string>& lines = lines_of(contents_of(MPDEMO_SOURCE_DIR "/README.md"))) {
  std::vector<Example> found;
  bool reading = false;
  for (const auto& line : lines) {
    if (line.starts_with("    " + start)) {
      const std::string command = line.substr(4 + start.find("mpdemo"));
      found.push_back({command.substr(0, command.find("  ")), {}});
      reading = true;
    } else if (reading && (line.empty() || line.starts_with("    "))) {
      if (line.size() > 4) found.back().shown.push_back(line.substr(4));
    } else {
      reading = false;
    }
  }
  return found;
}

/// Words as in a shell, with single quotes.
Arguments arguments_of(const std::string& command) {
  std::istringstream words(command);
  Arguments arguments;
  for (std::string word; words >> std::quoted(word, '\'');) arguments.push_back(word);
  REQUIRE(arguments.front() == "mpdemo");
  arguments.erase(arguments.begin());
  return arguments;
}

/// Times, PIDs and the order of processes differ from run to run.
std::vector<std::string> without_chance(std::vector<std::string> lines) {
  static const std::regex number("\\d+(\\.\\d+)?");
  static const std::regex spaces(" +");
  for (auto& line : lines) {
    line = std::regex_replace(std::regex_replace(line, number, "N"), spaces, " ");
    while (line.ends_with(' ') || line.ends_with('\r')) line.pop_back();
    // How wide the times are depends on how long the run took.
    if (line.starts_with(" +")) line.erase(0, 1);
  }
  lines.erase(std::remove(lines.begin(), lines.end(), ""), lines.end());
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("Each transcript in the README is what comes out") {
  const support::NothingLeft nothing_left;
  const auto transcripts = examples("$ mpdemo");
  REQUIRE_FALSE(transcripts.empty());
  for (const auto& transcript : transcripts) {
    CAPTURE(transcript.command);
    const Finished finished = mpdemo(arguments_of(transcript.command));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    CHECK(without_chance(lines_of(finished.output)) == without_chance(transcript.shown));
  }
}

TEST_CASE("The README has at most 120 lines and shows each picture that is drawn") {
  const std::string readme = contents_of(MPDEMO_SOURCE_DIR "/README.md");
  CHECK(lines_of(readme).size() <= 120);
  for (const auto& file :
       std::filesystem::directory_iterator(MPDEMO_SOURCE_DIR "/.github/pictures")) {
    const std::string name = file.path().filename();
    CAPTURE(name);
    CHECK(file.file_size() < 150'000);
    CHECK_THAT(readme, ContainsSubstring("(.github/pictures/" + name + ")"));
  }
}

TEST_CASE("Each command in the README and each of the examples does what it should", "[slow]") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  auto commands = examples("mpdemo");
  REQUIRE(commands.size() >= 5);
  std::vector<std::string> topic;
  for (const auto& line : lines_of(mpdemo({"help", "examples"}).output))
    topic.push_back("    " + line);
  const auto more = examples("mpdemo", topic);
  REQUIRE(more.size() >= 30);
  commands.insert(commands.end(), more.begin(), more.end());
  for (const auto& [command, nothing] : commands) {
    CAPTURE(command);
    // A session is run on, through all demos.
    const bool is_replay = command.find("replay") != command.npos;
    const bool is_game = command.find("--challenge") != command.npos;
    const bool is_session = command.find("--step") != command.npos || is_game;
    // What is followed step by step needs the full screen.
    Options options = !is_session ? Options()
                      : is_replay ? support::on_terminal()
                                  : support::on_small_terminal();
    options.before_exec = [&] { REQUIRE(::chdir((folder / ".").c_str()) == 0); };
    Program program(kMpdemo, arguments_of(quicker(command)), options);
    if (is_session) program.send_keys(is_game || is_replay ? "q" : "cccccccc");
    // A game that is left is not won; and there is a difference.
    const bool is_diff = command.starts_with("mpdemo diff ");
    CHECK(program.wait() == exited(is_game || is_diff ? 1 : 0));
    CHECK(program.error().empty());
  }
}

TEST_CASE("The README's choice between two processes is what a terminal shows") {
  const support::NothingLeft nothing_left;
  const auto commands = examples("mpdemo trace --step");
  REQUIRE_FALSE(commands.empty());
  const auto& [command, shown] = commands.front();
  Options options = support::on_small_terminal();
  options.environment["NO_COLOR"] = "1";
  Program program(kMpdemo, arguments_of(command), options);
  program.expect("is about to fork");
  program.expect(" q]");
  program.send_keys("\n");
  program.expect(" q]");
  const auto lines = lines_of(program.output());
  CHECK(without_chance({lines.end() - 2, lines.end()}) == without_chance(shown));
  program.send_keys("g");
  CHECK(program.wait() == exited(0));
}
