#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "core/record/outcome.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

// The answers of practice are true: what an exploration from outside and a model of fork()
// say of the same programs.

namespace {

using namespace tests;
using Json = nlohmann::json;

Json questions_of(const Arguments& arguments) {
  const Finished finished =
      mpdemo(together({"practice", "--format", "json"}, arguments), Options{});
  CAPTURE(arguments, finished.error);
  REQUIRE(finished.status == exited(0));
  return Json::parse(finished.output).at("questions");
}

// What it prints, and how it ends

struct Seen {
  std::vector<std::string> lines;
  bool ends;
  auto operator<=>(const Seen&) const = default;
};

struct Known {
  std::set<Seen> outcomes;
  bool is_exhaustive = false;
  bool is_clean = true;  // each run ends well, or is in a deadlock

  bool may(bool end) const {
    return std::any_of(outcomes.begin(), outcomes.end(),
                       [&](const Seen& seen) { return seen.ends == end; });
  }
};

Known explored(const std::string& file, const std::string& source) {
  const Folder folder;
  write_file(folder / file, source);
  const Finished finished = mpdemo(
      {"try", "--outcomes", "--runs", "0", "--budget", "60s", "--format", "jsonl", folder / file});
  Known known;
  for (const auto& line : lines_of(finished.output)) {
    const Json json = Json::parse(line);
    if (json["type"] == "end") known.is_exhaustive = json["exhaustive"];
    if (json["type"] != "outcome") continue;
    const std::string ending = json.value("ending", "ok");
    Seen seen{{}, ending == "ok"};
    known.is_clean = known.is_clean && (seen.ends || ending == "deadlock");
    for (const auto& one : json["lines"]) seen.lines.push_back(one[1]);
    known.outcomes.insert(seen);
  }
  return known;
}

// How many processes there are

/// A statement of a program in C that does nothing but fork.
struct Statement {
  std::string head;
  std::vector<Statement> body = {};
};

std::vector<Statement> parsed(const std::vector<std::string>& lines, std::size_t& at) {
  std::vector<Statement> statements;
  for (; at < lines.size(); ++at) {
    std::string line =
        lines[at].substr(std::min(lines[at].find_first_not_of(' '), lines[at].size()));
    if (line == "}") return statements;
    Statement statement{line};
    if (line.ends_with(" {")) statement.body = parsed(lines, ++at);
    statements.push_back(std::move(statement));
  }
  return statements;
}

/// How many processes end, of one that comes to these statements and then does `rest`.
int processes_of(const std::vector<Statement>& statements, std::size_t at,
                 const std::function<int()>& rest) {
  if (at == statements.size()) return rest();
  const Statement& statement = statements[at];
  const auto on = [&] { return processes_of(statements, at + 1, rest); };
  const auto body = [&] { return processes_of(statement.body, 0, on); };
  if (statement.head == "return 0;") return 1;
  if (statement.head == "fork();") return on() + on();
  if (statement.head == "if (fork() == 0) {") return on() + body();
  if (statement.head == "if (fork() > 0) {") return on() + body();
  if (statement.head == "if (fork() && fork()) {") return on() + on() + body();
  if (statement.head == "if (fork() || fork()) {") return body() + body() + on();
  const std::string loop = "for (int i = 0; i < ";
  REQUIRE(statement.head.starts_with(loop));
  std::function<int(int)> again = [&](int left) {
    return left == 0 ? on()
                     : processes_of(statement.body, 0, [&, left] { return again(left - 1); });
  };
  return again(statement.head[loop.size()] - '0');
}

int processes_in(const std::string& source) {
  auto lines = lines_of(source);
  const auto main = std::find(lines.begin(), lines.end(), "int main(void) {");
  REQUIRE(main != lines.end());
  lines.erase(lines.begin(), main + 1);
  std::size_t at = 0;
  return processes_of(parsed(lines, at), 0, [] { return 1; });
}

// The laws

void check_outputs(const Json& question, const Known& known) {
  CHECK(question["outputs"] == known.outcomes.size());
  for (const auto& option : question["options"]) {
    const Seen seen{option["lines"], option["ends"]};
    CHECK(option["right"] == known.outcomes.contains(seen));
    CHECK(option["schedule"].is_string() == option["right"]);
  }
}

void check_ending(const Json& question, const Known& known) {
  const std::size_t right = !known.may(false) ? 0 : known.may(true) ? 1 : 2;
  REQUIRE(question["options"].size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(question["options"][i]["right"] == (i == right));
}

/// The right one makes every run end, and none of the others comes to the same.
void check_close(const Json& question, const Known& known) {
  CHECK(known.may(false));
  std::set<std::set<Seen>> right;
  std::vector<std::set<Seen>> wrong;
  for (const auto& option : question["options"]) {
    const Known mended = explored(question["file"], option["source"]);
    if (option["right"]) {
      CHECK(mended.is_exhaustive);
      CHECK(mended.is_clean);
      CHECK_FALSE(mended.may(false));
      right.insert(mended.outcomes);
    } else if (mended.is_exhaustive && mended.is_clean && !mended.may(false)) {
      wrong.push_back(mended.outcomes);
    }
  }
  REQUIRE(right.size() == 1);
  for (const auto& other : wrong) CHECK_FALSE(right.contains(other));
}

/// The run that a schedule leads to.
Seen run_along(const std::string& schedule, const std::string& file, const std::string& source) {
  const Folder folder;
  write_file(folder / file, source);
  const Finished finished =
      mpdemo({"try", "--schedule", schedule, "--format", "jsonl", folder / file});
  record::OutcomeCollector collector;
  record::RecordReader reader(collector);
  reader.feed(finished.output);
  reader.finish();
  Seen seen{{}, collector.outcome().ending == "ok"};
  for (const auto& line : collector.outcome().lines) seen.lines.push_back(line.text);
  return seen;
}

void check_question(const Json& question) {
  const std::string source = question["source"];
  CAPTURE(source, question.dump(1));
  std::set<int> marked;
  for (std::size_t i = 0; i < question["options"].size(); ++i) {
    if (question["options"][i]["right"]) marked.insert(static_cast<int>(i) + 1);
  }
  const std::set<int> answer = question["answer"];
  if (question["asks"] == "processes") {
    if (question["file"] == "practice.c") CHECK(answer == std::set<int>{processes_in(source)});
    return;
  }
  CHECK(answer == marked);
  const Known known = explored(question["file"], source);
  CHECK(known.is_exhaustive);
  CHECK(known.is_clean);
  if (question["asks"] == "outputs") check_outputs(question, known);
  if (question["asks"] == "ending") check_ending(question, known);
  if (question["asks"] == "close") check_close(question, known);
  if (question["run_that_hangs"].is_string())
    CHECK_FALSE(run_along(question["run_that_hangs"], question["file"], source).ends);
  if (question["run_that_ends"].is_string())
    CHECK(run_along(question["run_that_ends"], question["file"], source).ends);
}

}  // namespace

TEST_CASE("What practice calls right is what all schedules of its programs prove", "[slow]") {
  const support::NothingLeft nothing_left;
  for (const char* topic : {"pipe", "lock", "wait", "signal"}) {
    const Json questions = questions_of({"--seed", "3", "--topic", topic, "--count", "3"});
    CHECK(questions.size() == 3);
    for (const auto& question : questions) check_question(question);
  }
}

TEST_CASE("The processes that practice counts are those that a model of fork() counts", "[slow]") {
  const support::NothingLeft nothing_left;
  int counted = 0;
  for (const char* seed : {"4", "8"}) {
    for (const auto& question : questions_of({"--seed", seed, "--topic", "fork", "--count", "3"})) {
      counted += question["asks"] == "processes" ? 1 : 0;
      check_question(question);
    }
  }
  CHECK(counted == 5);
}

TEST_CASE("practice has true answers: all topics and levels, in both languages", "[.practice]") {
  const auto check = [](const std::string& language, int seeds, const std::string& count) {
    for (int seed = 1; seed <= seeds; ++seed) {
      for (const char* topic : {"fork", "pipe", "lock", "wait", "signal"}) {
        for (const char* level : {"1", "2", "3"}) {
          for (const auto& question :
               questions_of({"--seed", std::to_string(seed), "--topic", topic, "--level", level,
                             "--count", count, "--in", language}))
            check_question(question);
        }
      }
    }
  };
  check("c", 24, "1");
  check("py", 6, "1");
}
