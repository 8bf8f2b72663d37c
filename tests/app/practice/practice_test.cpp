#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

// mpdemo practice from outside: its sheets, and its dialogue on a terminal.

namespace {

using namespace tests;
using Json = nlohmann::json;

/// A few questions that need few schedules.
const Arguments kFew = {"practice", "--seed", "4",       "--topic", "wait",
                        "--level",  "1",      "--count", "2"};

std::string sheet(const Arguments& more) {
  const Finished finished = mpdemo(together(kFew, more));
  CAPTURE(finished.error);
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  return finished.output;
}

/// The tag at `at`, without its attributes: "p", "/p".
std::string tag_at(const std::string& html, std::size_t at) {
  const auto end = html.find_first_of(" >\n", at);
  return html.substr(at + 1, end - at - 1);
}

/// Whether each element that begins ends, inside the one it began in.
bool is_balanced(const std::string& html) {
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    const std::string tag = tag_at(html, at);
    if (tag == "!DOCTYPE" || tag == "meta" || tag == "br") continue;
    if (!tag.starts_with('/')) {
      open.push_back(tag);
    } else if (open.empty() || "/" + open.back() != tag) {
      return false;
    } else {
      open.pop_back();
    }
  }
  return open.empty();
}

/// The answer to a question, as a reader types it.
std::string typed(const Json& question) {
  std::string text;
  for (const auto& number : question["answer"]) text += std::to_string(number.get<int>()) + " ";
  return text + "\n";
}

/// An answer that is wrong.
std::string typed_wrong(const Json& question) {
  for (std::size_t i = 0; i < question["options"].size(); ++i) {
    if (!question["options"][i]["right"]) return std::to_string(i + 1) + "\n";
  }
  return "99\n";
}

}  // namespace

TEST_CASE("The same seed gives the same sheet to the byte, and another one another") {
  const support::NothingLeft nothing_left;
  const std::string once = sheet({"--format", "json"});
  CHECK(once == sheet({"--format", "json"}));
  const Json json = Json::parse(once);
  CHECK(json["command"] == "mpdemo practice --seed 4 --topic wait --level 1 --count 2");
  REQUIRE(json["questions"].size() == 2);
  CHECK(json["questions"][0]["source"] != json["questions"][1]["source"]);
  for (const auto& question : json["questions"]) {
    CHECK(question["topic"] == "wait");
    CHECK(question["level"] == 1);
    CHECK_FALSE(question["answer"].empty());
  }
  const Finished other = mpdemo({"practice", "--seed", "5", "--topic", "wait", "--level", "1",
                                 "--count", "2", "--format", "json"});
  CHECK(Json::parse(other.output)["questions"] != json["questions"]);
}

TEST_CASE("Into a pipe practice writes all questions first, and then the answers") {
  const support::NothingLeft nothing_left;
  const std::string text = sheet({});
  CHECK_THAT(text, ContainsSubstring("Question 1 of 2: wait, level 1"));
  CHECK_THAT(text, ContainsSubstring("The same questions again: mpdemo practice --seed 4"));
  CHECK(text.find("Question 2 of 2") < text.find("\nAnswers\n"));
  CHECK(text.find("schedule") > text.find("\nAnswers\n"));
  CHECK(text == sheet({"--format", "text"}));
  for (const auto& line : lines_of(text))
    CHECK((line.size() <= 80 || line.find("mpdemo practice") != line.npos));
}

TEST_CASE("A printed sheet has the answers on a page of their own, and needs no script") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = folder / "exam.html";
  CHECK(sheet({"--format", "html", "-o", file}).empty());
  const std::string html = contents_of(file);
  CHECK(is_balanced(html));
  CHECK_THAT(html, ContainsSubstring("<html lang=\"en\">"));
  CHECK_THAT(html, ContainsSubstring(".answers { break-before: page }"));
  CHECK_THAT(html, ContainsSubstring("#include &lt;sys/wait.h&gt;"));
  CHECK(html.find("<script") == html.npos);
  // The seed gives the answers away.
  CHECK(html.find("--seed") > html.find("<section class=\"answers\">"));
  CHECK(html.find("--schedule") > html.find("<section class=\"answers\">"));
  CHECK(times("<section class=\"question\">", html) == 2);
}

TEST_CASE("A sheet is in the language of its reader, and its programs are the same") {
  const support::NothingLeft nothing_left;
  const Json english = Json::parse(sheet({"--format", "json"}));
  const Json chinese = Json::parse(sheet({"--format", "json", "--lang", "zh-Hant"}));
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(chinese["questions"][i]["source"] == english["questions"][i]["source"]);
    CHECK(chinese["questions"][i]["answer"] == english["questions"][i]["answer"]);
    CHECK(chinese["questions"][i]["question"] != english["questions"][i]["question"]);
    CHECK(chinese["questions"][i]["why"] != english["questions"][i]["why"]);
  }
  const std::string html = sheet({"--format", "html", "--lang", "zh-Hant"});
  CHECK(is_balanced(html));
  CHECK_THAT(html, ContainsSubstring("<html lang=\"zh-Hant\">"));
  CHECK_THAT(html, ContainsSubstring("解答"));
  CHECK_THAT(sheet({"--lang", "zh-Hant"}), ContainsSubstring("它可能依序印出下列哪幾行？"));
}

TEST_CASE("The programs of practice can be in Python") {
  const support::NothingLeft nothing_left;
  if (!support::has_program("python3")) return support::skip("there is no python3");
  const Json json = Json::parse(sheet({"--format", "json", "--in", "py"}));
  CHECK(json["questions"][0]["file"] == "practice.py");
  CHECK_THAT(json["questions"][0]["source"].get<std::string>(), ContainsSubstring("os.fork()"));
  CHECK(json["command"].get<std::string>().ends_with(" --in py"));
}

TEST_CASE("What practice cannot do, it says in a sentence") {
  const support::NothingLeft nothing_left;
  check_refused({"practice", "--topic", "pipes"}, "Did you mean \"pipe\"?");
  check_refused({"practice", "--level", "4"}, "from 1 to 3");
  check_refused({"practice", "--count", "0"}, "from 1 to 100");
  check_refused({"practice", "--seed", "x"}, "a whole number");
  check_refused({"practice", "--in", "java"}, "c");
  check_refused({"practice", "--format", "pdf"}, "html");
  check_refused({"practice", "fork"}, "fork");
  Options options;
  const Folder folder;
  options.environment["PATH"] = folder.path().string();
  const Finished finished = mpdemo({"practice", "--in", "c"}, options);
  CHECK(finished.status == exited(3));
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring("--in py"));
}

TEST_CASE("practice asks on a terminal, says what is right, and counts") {
  const support::NothingLeft nothing_left;
  const Json questions = Json::parse(sheet({"--format", "json"}))["questions"];
  Program program(kMpdemo, kFew, support::on_small_terminal());
  program.expect("Question 1 of 2: wait, level 1");
  program.expect("(s skips, q ends): ");
  program.send_keys("what?\n");
  program.expect("Those are not the answers: type numbers from 1 to");
  program.expect("(s skips, q ends): ");
  program.send_keys(typed(questions[0]));
  program.expect("! Right: ");
  program.expect("Question 2 of 2");
  program.expect("(s skips, q ends): ");
  program.send_keys(typed_wrong(questions[1]));
  program.expect("! No, the right answer is ");
  program.expect("Enter to go on: ");
  program.send_keys("\n");
  program.expect("1 of 2 right.");
  program.expect("mpdemo practice --seed 4 --topic wait --level 1 --count 2");
  CHECK(program.wait() == exited(0));
  CHECK(as_before(program));
}

TEST_CASE("After a wrong answer a run that shows the right one can be watched") {
  const support::NothingLeft nothing_left;
  const Json questions = Json::parse(sheet({"--format", "json"}))["questions"];
  Program program(kMpdemo, kFew, support::on_small_terminal());
  program.expect("(s skips, q ends): ");
  program.send_keys(typed_wrong(questions[0]));
  program.expect("Enter to go on: ");
  program.send_keys("w\n");
  program.expect("practice.c");
  program.expect("is about to fork");
  program.send_keys("q");
  program.expect("Enter to go on: ");
  program.send_keys("\n");
  program.expect("Question 2 of 2");
  program.expect("(s skips, q ends): ");
  program.send_keys("s\n");
  program.expect("! The right answer is ");
  program.expect("Enter to go on: ");
  program.send_keys("\n");
  program.expect("0 of 2 right, 1 skipped.");
  CHECK(program.wait() == exited(0));
  CHECK(as_before(program));
  // What was there only for the run is not offered again.
  CHECK(program.output().find("mpdemo try") == std::string::npos);
}

TEST_CASE("practice speaks Chinese on a terminal") {
  const support::NothingLeft nothing_left;
  Options options = support::on_small_terminal();
  options.environment["LC_ALL"] = "C.UTF-8";
  Program program(kMpdemo, together(kFew, {"--lang", "zh-Hant"}), options);
  program.expect("第 1 題（共 2 題）：等待，難度 1");
  program.expect("（s 跳過，q 結束）：");
  program.send_keys("9\n");
  program.expect("沒有這樣的答案");
  program.expect("（s 跳過，q 結束）：");
  program.send_keys("s\n");
  program.expect("正確答案是");
  program.expect("按 Enter 繼續：");
  program.send_keys("q\n");
  program.expect("答對 0 題，共 1 題，跳過 1 題。");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("q and the end of the input end practice, with what was answered so far") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"q\n", "\x04"}) {
    Program program(kMpdemo, kFew, support::on_small_terminal());
    program.expect("(s skips, q ends): ");
    program.send_keys(key);
    program.expect("The same questions again: mpdemo practice --seed 4");
    CHECK(program.wait() == exited(0));
    CHECK(as_before(program));
  }
}

TEST_CASE("A signal ends practice, and nothing of it is left") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Options options = support::on_small_terminal();
    options.environment["TMPDIR"] = folder.path().string();
    Program program(kMpdemo, kFew, options);
    program.expect("(s skips, q ends): ");
    CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
    CHECK(as_before(program));
    CHECK(folder.names().empty());
  }
}
