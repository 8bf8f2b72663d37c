#include <fmt/format.h>

#include "core/view/formatting/display_width.hpp"
#include "lessons/catalogue.hpp"
#include "lessons/translation.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/tmux.hpp"

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
  const Tmux tmux(80, 24, session("fork --demo basic --lang zh-Hant"));
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
  CHECK_THAT(tmux.expect("15   const pid_t child"), !ContainsSubstring("1-9 作答"));
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

TEST_CASE("Every demo is shown in Chinese from its beginning to its end, in screens that fit") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::catalogue()) {
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
  CHECK_THAT(menu, ContainsSubstring("  1  fork      一個行程變成兩個\n"
                                     "               One process becomes two\n"));
  tmux.press({"q"});
  const Finished listed = mpdemo({"list", "--lang", "zh-Hant"});
  CHECK_THAT(listed.output, StartsWith("fork               一個行程變成兩個\n"
                                       "                   One process becomes two\n"));
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

TEST_CASE("A page in Chinese is the page, with a comment more below each of its own") {
  for (const auto& lesson : lessons::catalogue()) {
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
