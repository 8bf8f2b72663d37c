#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/check/exercise.hpp"
#include "tests/app/mpdemo.hpp"

// Every exercise's program fails, its solution holds, and each file in wrong/ fails with the
// outcome, or is refused for the goal, that its comment says.

namespace {

using namespace tests;
using app::Exercise;
using Json = nlohmann::json;

const std::filesystem::path kAll = MPDEMO_SOURCE_DIR "/lessons/exercises";

/// The verdicts on those files, in their order.
Json verdicts_on(const Exercise& exercise, const std::vector<std::string>& files) {
  const Folder folder;
  Options options;
  options.environment["XDG_STATE_HOME"] = folder / "state";
  options.patience = std::chrono::minutes(1 + files.size());
  return Json::parse(
      mpdemo(together({"check", exercise.name, "--format", "json", "--budget", "60s"}, files),
             options)
          .output);
}

/// What stands after that word in a comment of the text; empty: it is not there.
std::string said_after(const std::string& word, const std::string& text) {
  const auto at = text.find(word);
  if (at == text.npos) return {};
  const auto from = at + word.size();
  std::string said = text.substr(from, text.find('\n', from) - from);
  if (said.ends_with(" */")) said.resize(said.size() - 3);
  return said;
}

/// "child-1: work | parent: report -> ok"
std::string shown(const Json& goal) {
  std::string text;
  for (const auto& line : goal.at("lines")) {
    text += text.empty() ? "" : " | ";
    text += line[0].get<std::string>() + ": " + line[1].get<std::string>();
  }
  return (text.empty() ? "nothing" : text) + " -> " + goal.at("ending").get<std::string>();
}

void check_wrong(const Json& judged, const std::string& text) {
  CAPTURE(judged.dump(1));
  const std::string seen = said_after("Seen: ", text);
  const std::string refused = said_after("Refused: ", text);
  CHECK(judged["verdict"] == (seen.empty() ? "refused" : "not_solved"));
  bool is_there = false;
  for (const auto& goal : judged["goals"]) {
    if (goal["verdict"] != "broken") continue;
    is_there = is_there || (!refused.empty() && goal["goal"] == refused) ||
               (!seen.empty() && goal.contains("lines") && shown(goal) == seen);
  }
  CHECK(is_there);
}

void check_programs(const std::string& ending, bool has_wrong) {
  const support::NothingLeft nothing_left;
  const auto all = app::exercises();
  for (const Exercise& exercise : all) {
    const auto* given = exercise.program_in(ending);
    if (exercise.kind == Exercise::Kind::find || !given) continue;
    const auto folder = kAll / exercise.name;
    std::vector<std::string> files = {folder / given->file, folder / ("solution" + ending)};
    for (const auto& wrong : std::filesystem::directory_iterator(folder / "wrong"))
      if (has_wrong && wrong.path().extension() == ending) files.push_back(wrong.path());
    const Json judged = verdicts_on(exercise, files);
    REQUIRE(judged.size() == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
      CAPTURE(files[i]);
      if (i == 0) CHECK(judged[i]["verdict"] == "not_solved");
      if (i == 1) CHECK(judged[i]["verdict"] == "solved");
      if (i > 1) check_wrong(judged[i], contents_of(files[i]));
    }
  }
}

}  // namespace

// Some minutes of a busy machine: ctest has them as soak.
TEST_CASE("exercises in C are judged rightly: given, solved, and each wrong repair", "[.repairs]") {
  check_programs(".c", true);
}

TEST_CASE("exercises in Python are judged rightly: given and solved", "[.repairs]") {
  check_programs(".py", false);
}
