#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

#include "app/screen/compose.hpp"
#include "app/screen/layout.hpp"
#include "app/screen/screen.hpp"
#include "app/session/lane_pane.hpp"
#include "app/session/point_scene.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "lessons/catalogue.hpp"
#include "tests/bench/made_up_run.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/window.hpp"

// The time of a frame of a full-screen session, and the response time of a key.

namespace {

constexpr app::Size kSize{120, 40};

/// All processes are ready; the parent is proposed.
choice::Point crowd(const lessons::Page& page) {
  choice::Point point;
  for (int number = 0; number <= bench::MadeUpRun::kProcesses; ++number) {
    choice::Role role;
    role.number = number + 1;
    role.pid = bench::MadeUpRun::kParent + number;
    role.name = bench::MadeUpRun::name_of(role.pid);
    role.standing = choice::Standing::ready;
    role.next.kind = probe::Kind::print;
    role.next.file = page.file();
    role.next.line = 12 + number % 8;
    role.may_act = true;
    point.roles.push_back(role);
  }
  return point;
}

/// A session's screen in the middle of a long run, as FullSession draws it.
class Stage {
 public:
  explicit Stage(long events)
      : demo_(lessons::pages_over_mp().front().demos.front()),
        point_(crowd(demo_.page)),
        pane_({}),
        screen_(terminal_, true, view::Ground::dark) {
    scene_.demo = "fork/basic";
    scene_.title = demo_.title();
    scene_.listing = app::code_of(demo_.page);
    scene_.keys = {{"Enter", "next"}, {"b", "back"}, {"q", "quit"}};
    pane_.begin({});
    pane_.set_width(kSize.columns);
    for (long i = 0; i < events; ++i) pane_.event(run_.next());
    screen_.enter();
    draw(kSize);
  }

  /// After one more act, on a window of that size.
  void draw(app::Size size) {
    pane_.event(run_.next());
    ++point_.made;
    point_.proposed = point_.made % point_.roles.size();
    app::show_point(scene_, point_, demo_.page, true, app::Language::english);
    pane_.set_width(app::Layout(scene_.listing, size).lanes.columns);
    scene_.lanes = pane_.last_rows(static_cast<std::size_t>(size.rows));
    scene_.heads = pane_.heads();
    screen_.draw(app::compose(scene_, size));
  }

 private:
  const lessons::Demo& demo_;
  choice::Point point_;
  bench::MadeUpRun run_;
  app::LanePane pane_;
  os::TerminalMode terminal_;
  app::Screen screen_;
  app::Scene scene_;
};

/// A frame after so many events; `resized`: each with another window size.
double frame(long events, bool resized) {
  constexpr int kFrames = 100;
  os::MemoryFile result("seconds");
  bench::Window window(kSize.columns, kSize.rows, [&] {
    Stage stage(events);
    const double taken = bench::seconds_of([&] {
      for (int i = 0; i < kFrames; ++i)
        stage.draw({kSize.columns + (resized ? i % 2 : 0), kSize.rows});
    });
    result.append(fmt::format("{:e}", taken / kFrames));
  });
  window.read_to_end();
  return std::stod(result.take());
}

double same_size(const bench::Numbers& numbers) {
  return frame(numbers[0], false);
}

double new_size(const bench::Numbers& numbers) {
  return frame(numbers[0], true);
}

/// From a key to the last byte of its frame, in a long session with forty
/// processes. Includes the act itself, the demo's own work.
double key(const bench::Numbers& numbers) {
  using std::chrono_literals::operator""ms;
  constexpr int kKeys = 20;
  bench::Window window(kSize.columns, kSize.rows, [] {
    ::setenv("TERM", "xterm-256color", 1);
    ::execl(MPDEMO_PROGRAM, "mpdemo", "shared", "--demo", "race", "--processes", "40",
            "--increments", "60", "--step", "--quiz", "off", nullptr);
    throw std::runtime_error("cannot start mpdemo");
  });
  window.read_until_silent(50ms);
  // A terminal holds no more than some thousand keys.
  constexpr long kTogether = 500;
  for (long left = numbers[0]; left > 0; left -= kTogether) {
    window.type(std::string(static_cast<std::size_t>(std::min(left, kTogether)), 'n'));
    window.read_until_silent(50ms);
  }
  std::chrono::duration<double> waited{0};
  for (int i = 0; i < kKeys; ++i) {
    const os::Stamp typed = os::now();
    window.type("n");
    waited += window.read_until_silent(50ms) - typed;
  }
  return waited.count() / kKeys;
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(
      argc, argv,
      {{"frame", "EVENTS", same_size}, {"resized", "EVENTS", new_size}, {"key", "ACTS", key}});
}
