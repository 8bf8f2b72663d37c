#include <fmt/format.h>

#include <regex>

#include "core/view/formatting/display_width.hpp"
#include "lessons/catalogue.hpp"
#include "lessons/translation.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/english_left.hpp"
#include "tests/support/terminal/tmux.hpp"

// mpdemo with --lang zh-Hant: the English is beside it, and nothing is out of line.

namespace {

using namespace tests;
using support::Tmux;

std::string session(const std::string& more) {
  return kMpdemo + " " + more + " --step --ids stable --time none --honour-sleep; echo status $?";
}

Options in_locale(const std::string& locale) {
  Options options;
  options.environment["LC_ALL"] = locale;
  return options;
}

}  // namespace

TEST_CASE("The full screen has titles, prose, questions and keys in Chinese beside the English") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 60, session("fork --demo basic --lang zh-Hant"));
  const std::string first = tmux.expect("Enter 下一步");
  CHECK_THAT(first, StartsWith(" fork/basic   fork() 只呼叫一次，卻會回傳兩次 "));
  CHECK_THAT(first, ContainsSubstring("\n fork() is called once and returns twice\n"));
  CHECK_THAT(first, ContainsSubstring("\n 每個行程都有一個編號"));
  CHECK_THAT(first, ContainsSubstring("\n Each process has a number"));
  tmux.press({"Enter"});
  const std::string asked = tmux.expect("1-9 作答");
  CHECK_THAT(asked, ContainsSubstring("\n   1 一定是父行程"));
  CHECK_THAT(asked, ContainsSubstring("Always the parent: it was there before"));
  tmux.press({"?"});
  tmux.expect("讓箭頭指著的行程執行下一步");
  tmux.press({"q", "3"});
  CHECK_THAT(tmux.expect_settled("15   const pid_t child"), !ContainsSubstring("1-9 作答"));
  tmux.press({"g", "+", "+", "+", "+", "+"});
  tmux.expect("示範結束了。");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("The full screen counts the acts and says who is about to do what in Chinese") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session("fork --demo basic --lang zh-Hant --quiz off"));
  const std::string first = tmux.expect("Enter 下一步");
  CHECK_THAT(first, ContainsSubstring(" 0 步\n"));
  CHECK_THAT(first, ContainsSubstring("parent         接下來要印出文字（第 "));
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect("接下來要 fork"), ContainsSubstring(" 1 步\n"));
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect("▶● child-1"), ContainsSubstring(" 2 步\n"));
  tmux.press({"b"});
  tmux.expect("回到第 2 步：行程全都是新的");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("Every demo is shown in Chinese from its beginning to its end, in screens that fit",
          "[slow]") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      const Tmux tmux(
          80, 24,
          session(fmt::format("{} --demo {} --lang zh-Hant --quiz off", lesson.name, demo.name)));
      const std::string title(*lessons::traditional_chinese().of(demo.title()));
      const std::string screen = tmux.expect("Enter 下一步");
      CHECK_THAT(screen, ContainsSubstring(title.substr(0, 30)));
      for (const auto& row : lines_of(screen)) CHECK(view::display_width(row) <= 80);
      tmux.press({"g", "+", "+", "+", "+", "+", "+"});
      tmux.expect("示範結束了。");
      tmux.press({"q"});
      tmux.expect("status 0");
    }
  }
}

TEST_CASE("The session line by line has the Chinese above the English") {
  const support::NothingLeft nothing_left;
  Options options = support::on_small_terminal();
  Program program(kMpdemo, {"fork", "--demo", "basic", "--step", "--plain", "--lang", "zh-Hant"},
                  options);
  program.expect("fork() 只呼叫一次，卻會回傳兩次");
  program.expect("每個行程都有一個編號");
  program.expect("Each process has a number");
  program.expect("按 Enter 讓畫面上的行程執行下一步");
  program.expect("接下來要印出文字");
  program.send_keys("\n");
  program.expect("按數字作答");
  program.expect("你的答案");
  program.send_keys("s");
  program.expect("跳過這一題。");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("The menu and the list have both titles, in line with each other") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Tmux tmux(80, 24, fmt::format("XDG_STATE_HOME={} {} --lang zh-Hant", folder / "", kMpdemo));
  const std::string menu = tmux.expect("1 fork  [");
  CHECK_THAT(menu, ContainsSubstring("  4  pool      等著接任務的工作行程\n"
                                     "               Workers that wait for tasks\n"));
  tmux.press({"q"});
  const Finished listed = mpdemo({"list", "--lang", "zh-Hant"});
  CHECK_THAT(listed.output, StartsWith("fork                        一個行程變成兩個\n"
                                       "                            One process becomes two\n"));
}

TEST_CASE("The locale chooses the language, an option has the last word, and data has none") {
  const Options taiwan = in_locale("zh_TW.UTF-8");
  CHECK_THAT(mpdemo({"list"}, taiwan).output, ContainsSubstring("一個行程變成兩個"));
  CHECK_THAT(mpdemo({"list", "--lang", "en"}, taiwan).output,
             !ContainsSubstring("一個行程變成兩個"));
  CHECK(mpdemo({"list", "--format", "json"}, taiwan).output ==
        mpdemo({"list", "--format", "json"}).output);
  CHECK(mpdemo({"show", "fork/basic"}, taiwan).output ==
        mpdemo({"show", "fork/basic", "--lang", "zh-Hant"}).output);
  CHECK(mpdemo({"show", "fork/basic", "--lang", "en"}, taiwan).output ==
        mpdemo({"show", "fork/basic"}).output);
  const Arguments record = {"fork", "basic", "--format", "jsonl",  "--seed",
                            "1",    "--ids", "stable",   "--time", "none"};
  CHECK(mpdemo(record, taiwan).output.find("一個行程") == std::string::npos);
  CHECK_THAT(mpdemo({"frok"}, taiwan).error, ContainsSubstring("Did you mean \"fork\"?"));
  check_refused({"fork", "--lang", "zh"}, "Did you mean \"zh-Hant\"?");
}

TEST_CASE("A run that is kept as a page has title and prose in Chinese, and so has its last line") {
  const support::NothingLeft nothing_left;
  const Options taiwan = in_locale("zh_TW.UTF-8");
  const std::string html = mpdemo({"fork", "basic", "--auto", "--format", "html"}, taiwan).output;
  CHECK_THAT(html, ContainsSubstring("\"title\":\"fork() 只呼叫一次，卻會回傳兩次\""));
  CHECK_THAT(html, ContainsSubstring("每個行程都有一個編號"));
  CHECK_THAT(html, ContainsSubstring("Each process has a number"));
  CHECK_THAT(mpdemo({"fork", "basic", "--seed", "1"}, taiwan).output,
             ContainsSubstring("同樣的再來一次：mpdemo fork --demo basic --schedule "));
}

TEST_CASE("A run is told in Chinese in text and in lanes, and its record is in English") {
  const support::NothingLeft nothing_left;
  const Options taiwan = in_locale("zh_TW.UTF-8");
  const auto run = [&](const std::string& format) {
    return mpdemo({"fork", "basic", "--seed", "1", "--ids", "stable", "--time", "none", "--format",
                   format},
                  taiwan)
        .output;
  };
  CHECK_THAT(run("text"), ContainsSubstring("回收       child-1（結束碼 0）\n"));
  CHECK_THAT(run("lanes"), ContainsSubstring("■ 結束 0\n"));
  CHECK_THAT(run("jsonl"), ContainsSubstring("\"kind\":\"reap\""));
  CHECK_THAT(run("mermaid"), ContainsSubstring(": exit 0\n"));
}

TEST_CASE("All that a demo can come to is told in Chinese, and how a deadlock came about") {
  const support::NothingLeft nothing_left;
  for (const bool plain : {false, true}) {
    Arguments arguments = {"shared", "deadlock", "--outcomes", "--runs", "2", "--lang", "zh-Hant"};
    if (plain) arguments.emplace_back("--plain");
    std::string told = mpdemo(arguments).output;
    CHECK_THAT(told, ContainsSubstring("4 種可能的結果，已證明沒有別的；自由執行 2 次"));
    CHECK_THAT(told, ContainsSubstring(
                         "最後：死結（沒有行程能繼續執行，由 mpdemo 結束它們：parent 等待 ann"));
    // What the demo prints, and its names.
    const std::regex printed(
        "(印出：|\n     (ann|ben|parent) )[^\n]*|\\b(ann|ben|pencil|ruler)\\b");
    told = std::regex_replace(told, printed, "\n");
    CHECK(support::english_left(told) == "");
  }
}

TEST_CASE(
    "A traced program is shown in Chinese in each view for people, and so is what it came to") {
  const support::NothingLeft nothing_left;
  const auto traced = [](const Arguments& options) {
    Arguments arguments = {"trace", "--lang", "zh-Hant"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    for (const char* word : {"--", "sh", "-c", "(:) | (:); exit 3"}) arguments.emplace_back(word);
    return mpdemo(arguments).output;
  };
  // What the shell is told to do is code.
  const auto without_code = [](const std::string& text) {
    return std::regex_replace(text, std::regex("exit 3"), "");
  };
  for (const char* format : {"text", "lanes"})
    CHECK(support::english_left(without_code(traced({"--format", format}))) == "");
  CHECK(support::english_left(without_code(traced({"--plain"}))) == "");
  CHECK_THAT(traced({"--detail", "--format", "text"}),
             ContainsSubstring("開始       帶著 pipe-1 的兩端"));
  CHECK_THAT(traced({"--format", "svg"}), ContainsSubstring("xml:lang=\"zh-Hant\""));
  CHECK_THAT(traced({"--format", "html"}), ContainsSubstring("<html lang=\"zh-Hant\">"));
  const std::string counted = traced({"--runs", "2"});
  CHECK_THAT(counted, StartsWith("trace/sh：2 次執行中看到 1 種結果\n"));
  CHECK_THAT(counted, ContainsSubstring("最後：結束碼 3\n"));
  CHECK(support::english_left(counted) == "");
}

TEST_CASE("Why a traced program was given up is told in Chinese") {
  const support::NothingLeft nothing_left;
  const std::string shown =
      mpdemo({"trace", "--lang", "zh-Hant", "--timeout", "300ms", "--", "sleep", "9"}).output;
  CHECK_THAT(shown, ContainsSubstring("執行停住不動了：等了 0.3 秒後放棄：parent "));
}

TEST_CASE("A record is replayed in the words in which its run was shown") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = folder / "run.jsonl";
  const Arguments run = {"queue", "handover", "--seed", "1", "--ids", "stable", "--time", "none"};
  const auto with = [&](Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return mpdemo(arguments).output;
  };
  with(run, {"--format", "jsonl", "-o", record});
  for (const char* format : {"lanes", "svg", "html"}) {
    const Arguments in_chinese = {"--lang", "zh-Hant", "--format", format};
    std::string direct = with(run, in_chinese);
    direct = direct.substr(0, direct.find("同樣的再來一次"));
    CHECK(with({"replay", record, "--ids", "stable", "--time", "none"}, in_chinese) == direct);
  }
}

TEST_CASE("A traced program is held, and a record is gone through, in Chinese") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = folder / "run.jsonl";
  mpdemo({"fork", "basic", "--seed", "1", "--format", "jsonl", "-o", record});
  {
    const Tmux tmux(80, 24,
                    fmt::format("{} replay {} --lang zh-Hant; echo status $?", kMpdemo, record));
    CHECK_THAT(tmux.expect_settled("事件 1/"), ContainsSubstring("Enter 下一步"));
    tmux.press({"b"});
    tmux.expect("已經是最開頭了");
    tmux.press({"End"});
    tmux.expect("按 Enter 結束重播");
    tmux.press({"?"});
    tmux.expect("上一個事件");
    tmux.press({"q", "q"});
    tmux.expect("status 0");
  }
  {
    const Tmux tmux(69, 24,
                    fmt::format("{} replay {} --lang zh-Hant; echo status $?", kMpdemo, record));
    CHECK_THAT(tmux.expect("事件 1/"), ContainsSubstring("按 Enter 到下一個事件"));
    tmux.press({"b"});
    tmux.expect("已經是最開頭了。");
    tmux.press({"End"});
    tmux.expect("跳到事件 ");
    tmux.press({"q"});
    tmux.expect("status 0");
  }
  const Tmux tmux(
      80, 24,
      fmt::format("{} trace --step --lang zh-Hant -- sh -c '(:); exit 0'; echo status $?",
                  kMpdemo));
  CHECK_THAT(tmux.expect("接下來要"), ContainsSubstring("Enter 下一步"));
  tmux.press({"b"});
  tmux.expect("已經是最開頭了");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A page in Chinese is the page, with a comment more below each of its own") {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      const Finished shown =
          mpdemo({"show", fmt::format("{}/{}", lesson.name, demo.name), "--lang", "zh-Hant"});
      CHECK(shown.status == exited(0));
      std::string without;
      std::size_t added = 0;
      for (const auto& line : lines_of(shown.output)) {
        const auto sign = line.find("// ");
        const bool is_chinese =
            sign != line.npos && static_cast<unsigned char>(line[sign + 3]) >= 0x80;
        CHECK(view::display_width(line) <= 72);
        if (line.find("，") != line.npos || is_chinese) ++added;
      }
      CHECK(added >= demo.page.paragraphs().size());
      for (const auto& line : lines_of(demo.page.source()))
        CHECK_THAT(shown.output, ContainsSubstring(line + "\n"));
    }
  }
}
