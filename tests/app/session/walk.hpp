#pragma once

#include <fmt/format.h>

#include <regex>
#include <string>

#include "core/choice/schedule.hpp"
#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/screen_book.hpp"
#include "tests/support/terminal/tmux.hpp"

namespace tests {

/// Walks through one demo in a terminal of one size, as a reader would. With
/// names only, without times and with sleeps in order each screen is the same
/// in every run, and is compared with the one in the book.
class Walk {
 public:
  Walk(const std::string& lesson, const std::string& demo, int columns, int rows)
      : options_(fmt::format("{} --demo {} --honour-sleep --ids stable --time none{}", lesson, demo,
                             demo == "default" ? " --workers 2" : "")),
        book_(book(fmt::format("{}/{}", lesson, demo), columns, rows)),
        help_(book("help", columns, rows)),
        tmux_(columns, rows, script()) {}

  const support::Tmux& tmux() const { return tmux_; }

  /// How many acts the demo has by default.
  int acts() const {
    const Finished run = mpdemo(words(options_ + " --auto"));
    const std::string mark = " --schedule ";
    const auto at = run.output.rfind(mark);
    REQUIRE(at != run.output.npos);
    const std::string text = run.output.substr(at + mark.size());
    const auto schedule = choice::Schedule::parse(text.substr(0, text.find('\n')));
    REQUIRE(schedule);
    return static_cast<int>(schedule->size());
  }

  /// Waits until `sign` is on the screen, which must be as in the book.
  void look(const std::string& name, const std::string& sign) {
    check_same(book_.difference(name, tmux_.expect_settled(sign)));
  }
  /// The same for a screen that is the same in each demo, except for the
  /// heading.
  void look_at_help(const std::string& sign) {
    const std::string screen = tmux_.expect_settled(sign);
    check_same(help_.difference("help", screen.substr(screen.find('\n') + 1)));
  }

  /// The session has ended well, and the terminal is as before.
  std::string expect_end() const { return tmux_.expect("status 0, modes as before"); }

 private:
  static std::string book(const std::string& name, int columns, int rows) {
    return fmt::format("{}/tests/app/screens/{}.{}x{}.txt", MPDEMO_SOURCE_DIR, name, columns, rows);
  }

  std::string script() const {
    return fmt::format(
        "modes=$(stty -a); {} {} --step --quiz off; status=$?; "
        "[ \"$modes\" = \"$(stty -a)\" ] && echo status $status, modes as before",
        kMpdemo, options_);
  }

  static void check_same(const std::string& difference) {
    INFO(difference);
    CHECK(difference.empty());
  }

  static Arguments words(const std::string& text) {
    static const std::regex space(" ");
    return {std::sregex_token_iterator(text.begin(), text.end(), space, -1),
            std::sregex_token_iterator()};
  }

  std::string options_;
  support::ScreenBook book_;
  support::ScreenBook help_;
  support::Tmux tmux_;
};

/// Calls `step` with each demo.
template <typename Step>
void through_all_demos(Step step) {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      const support::NothingLeft nothing_left;
      step(std::string(lesson.name), std::string(demo.name));
    }
  }
}

/// The digit of a process that could act instead of the proposed one; "": none.
/// It is at the beginning of a row, after `indent` spaces.
inline std::string other_choice(const std::string& screen, std::size_t indent) {
  for (const auto& row : lines_of(screen)) {
    const bool is_one = row.size() > indent + 1 && row.find_first_not_of(' ') == indent &&
                        row[indent] >= '1' && row[indent] <= '9' && row[indent + 1] == ' ';
    if (is_one) return row.substr(indent, 1);
  }
  return {};
}

}  // namespace tests
