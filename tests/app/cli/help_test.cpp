#include "tests/app/cli/quicker.hpp"
#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

/// mpdemo alone, its lessons and its commands.
const std::vector<std::string> kCommands = {"",     "fork",       "process", "pool",  "queue",
                                            "pipe", "shared",     "list",    "show",  "replay",
                                            "help", "completion", "manual",  "doctor"};

std::string help_of(const std::string& command) {
  Arguments arguments = {command, "--help"};
  if (command.empty()) arguments.erase(arguments.begin());
  const Finished finished = mpdemo(arguments);
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  return finished.output;
}

/// The commands below `headline`, without their descriptions.
std::vector<std::string> examples_in(const std::string& help, const std::string& headline) {
  std::vector<std::string> found;
  const auto begin = help.find(headline + "\n");
  REQUIRE(begin != help.npos);
  for (const auto& line : lines_of(std::string_view(help).substr(begin))) {
    if (line.empty()) break;
    if (line.starts_with("  mpdemo ")) found.push_back(line.substr(2, line.find("  ", 2) - 2));
  }
  return found;
}

/// Run by a shell, in a folder of its own.
void check_runs(const std::string& example) {
  CAPTURE(example);
  const Folder folder;
  const std::filesystem::path program = kMpdemo;
  Options options;
  options.environment["PATH"] = program.parent_path().string() + ":/usr/bin:/bin";
  options.before_exec = [&] { REQUIRE(::chdir(folder.path().c_str()) == 0); };
  const Finished finished = support::run("sh", {"-c", quicker(example)}, options);
  CHECK(finished.status == exited(0));
  CHECK(finished.error.find("mpdemo: ") == std::string::npos);
  CHECK((!finished.output.empty() || !folder.names().empty()));
}

}  // namespace

TEST_CASE("The first help fits on a screen, beside the prompt") {
  const auto lines = lines_of(help_of(""));
  CHECK(lines.size() < 24);
  for (const char* part :
       {"fork", "process", "pool", "queue", "pipe", "shared", "mpdemo list", "mpdemo show",
        "mpdemo replay", "mpdemo fork --help", "mpdemo help commands", "--version"}) {
    CHECK_THAT(help_of(""), ContainsSubstring(part));
  }
}

TEST_CASE("Help is asked for as a command, too, alone or about another one") {
  const support::NothingLeft nothing_left;
  const auto help = [](const Arguments& about) { return mpdemo(together({"help"}, about)).output; };
  CHECK(help({}) == help_of(""));
  for (const auto& command : kCommands) CHECK(help({command}) == help_of(command));
  CHECK(help({"trace"}) == help_of("trace"));
  CHECK(help({"shared/race"}) == help_of("shared"));
}

TEST_CASE("The help of a lesson says which of its demos takes what") {
  CHECK_THAT(help_of("shared"), ContainsSubstring("In race: processes that add"));
  CHECK_THAT(help_of("pool"), ContainsSubstring("In default: workers of the pool"));
  CHECK_THAT(help_of("queue"), ContainsSubstring(" what is sent, separated by commas"));
}

TEST_CASE("No line of any help is longer than 80 characters") {
  for (const auto& command : kCommands) {
    CAPTURE(command);
    const std::string help = help_of(command);
    CHECK_THAT(help, ContainsSubstring("Usage: mpdemo"));
    CHECK(help.find("\n\n\n") == help.npos);
    for (const auto& line : lines_of(help)) {
      CAPTURE(line);
      CHECK(line.size() <= 80);
    }
  }
}

TEST_CASE("Each help shows two examples, and each of them runs", "[slow]") {
  const support::NothingLeft nothing_left;
  for (const auto& command : kCommands) {
    CAPTURE(command);
    const auto examples =
        examples_in(help_of(command), command.empty() ? "Begin like this:" : "Examples:");
    CHECK(examples.size() == (command.empty() ? 3 : 2));
    for (const auto& example : examples) check_runs(example);
  }
}

TEST_CASE("The help of a lesson shows how to see its twin beside it, and that works") {
  const support::NothingLeft nothing_left;
  const auto examples = examples_in(help_of("fork"), "Beside its twin, with real sleeps:");
  CHECK(examples.size() == 2);
  for (const auto& example : examples) check_runs(example);
}

TEST_CASE("The help of a lesson names every option it takes") {
  const std::string help = help_of("fork");
  for (const char* option : {"--demo", "--step", "--auto", "--pace", "--timeout", "--format", "-o",
                             "--ids", "--time", "--color", "--ascii", "--plain", "-v"}) {
    CHECK_THAT(help, ContainsSubstring(option));
  }
}

TEST_CASE("The help of a replay teaches its keys, and how a record gets there") {
  const std::string help = help_of("replay");
  for (const char* part : {"--step", "--auto", "--follow", "PageDown", "PageUp", "Home", "End",
                           "mpdemo replay run.jsonl", "| mpdemo replay -"}) {
    CHECK_THAT(help, ContainsSubstring(part));
  }
}
