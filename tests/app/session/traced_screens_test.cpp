#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "tests/app/mpdemo.hpp"
#include "tests/support/small_programs.hpp"
#include "tests/support/terminal/screen_book.hpp"
#include "tests/support/terminal/tmux.hpp"

// A program that knows nothing of mpdemo, traced on a terminal of 80 x 24: step by step on
// the full screen, and its lanes. All screens are compared with tests/app/screens/trace.

namespace {

using namespace tests;

/// A program in a folder of its own, where its command line is the same on each machine.
struct Traced {
  std::string name;
  std::string file;  ///< its source; a program in C has been built from it
  std::string command;
};

/// As the notes have them: a fork, a Process, a Pool, a Queue, a Pipe, and shared memory.
Traced twin(const std::string& page) {
  const std::filesystem::path path = std::string(MPDEMO_SOURCE_DIR) + "/lessons/" + page + ".py";
  std::string name = page;
  name.replace(name.find('/'), 1, "-");
  return {name, path, "python3 " + path.filename().string()};
}

class TracedScreens {
 public:
  TracedScreens(const Traced& program, const std::string& kind, const std::string& options,
                const std::string& language)
      : book_(fmt::format("{}/tests/app/screens/trace/{}.{}.{}.80x24.txt", MPDEMO_SOURCE_DIR,
                          program.name, kind, language)),
        tmux_(80, 24, script(program, options + " --lang " + language)) {}

  const support::Tmux& tmux() const { return tmux_; }

  /// That many acts are done, and the reader is asked again.
  void look(const std::string& name, const std::string& acts, const std::string& asks) {
    tmux_.expect(acts);
    check_same(name, tmux_.expect_settled(asks));
  }
  /// The same with what has scrolled off.
  void look_at_all(const std::string& name, const std::string& sign) {
    tmux_.expect_settled(sign);
    check_same(name, tmux_.scrollback());
  }

 private:
  std::string script(const Traced& program, const std::string& options) const {
    namespace fs = std::filesystem;
    fs::create_symlink(support::python(), folder_ / "python3");
    fs::copy(program.file, folder_.path());
    if (program.command.starts_with("./"))
      fs::create_symlink(support::command_of("processes/" + program.name + ".c").front(),
                         folder_ / program.name);
    // Keys that come when the session is over must not be seen.
    return fmt::format(
        "stty -echo; unset LINES COLUMNS; cd {0}; PATH={0}:$PATH; clear; {1} trace --ids stable "
        "--time none "
        "{2} "
        "-- {3}; echo status $?",
        folder_.path().string(), kMpdemo, options, program.command);
  }

  void check_same(const std::string& name, const std::string& screen) {
    const std::string difference = book_.difference(name, screen);
    INFO(difference);
    CHECK(difference.empty());
  }

  Folder folder_;
  support::ScreenBook book_;
  support::Tmux tmux_;
};

const Traced kDoubleFork = {"double_fork", support::file_of("processes/double_fork.c"),
                            "./double_fork"};
const Traced kHandover = twin("queue/handover");
const Traced kSquares = {"squares", support::file_of("processes/squares.py"), "python3 squares.py"};
const Traced kWords = {"words", support::file_of("pipes/words.sh"), "bash words.sh"};

}  // namespace

TEST_CASE("A program in C, one in Python and a pipeline, step by step in both languages",
          "[screens][slow]") {
  for (const std::string language : {"en", "zh-Hant"}) {
    const std::string act = language == "en" ? " {} act" : " {} 步";
    const std::string asks = language == "en" ? "Enter next" : "Enter 下一步";
    for (const Traced& program : {kDoubleFork, kHandover, kWords}) {
      CAPTURE(program.name, language);
      const support::NothingLeft nothing_left;
      TracedScreens screens(program, "step", "--step", language);
      screens.look("first", fmt::format(fmt::runtime(act), 0), asks);
      screens.tmux().press({"Enter"});
      screens.look("after the first act", fmt::format(fmt::runtime(act), 1), asks);
      screens.tmux().press_often(7, "Enter");
      screens.look("after eight acts", fmt::format(fmt::runtime(act), 8), asks);
      screens.tmux().press_often(120, "Enter");
      screens.look_at_all("the end", "\nstatus 0");
    }
  }
}

TEST_CASE("The lanes of the notes' own programs, as they are", "[screens][slow]") {
  for (const std::string language : {"en", "zh-Hant"}) {
    for (const Traced& program :
         {twin("fork/basic"), twin("process/join"), kSquares, kHandover, twin("pipe/handover"),
          twin("shared/value"), twin("shared/an_array")}) {
      CAPTURE(program.name, language);
      const support::NothingLeft nothing_left;
      TracedScreens screens(program, "lanes", "--seed 1 --format lanes", language);
      screens.look_at_all("lanes", "\nstatus 0");
    }
  }
}

TEST_CASE("The lanes of a program in C and of a pipeline", "[screens][slow]") {
  for (const Traced& program : {kDoubleFork, kWords}) {
    CAPTURE(program.name);
    const support::NothingLeft nothing_left;
    TracedScreens screens(program, "lanes", "--seed 1 --format lanes", "en");
    screens.look_at_all("lanes", "\nstatus 0");
  }
}
