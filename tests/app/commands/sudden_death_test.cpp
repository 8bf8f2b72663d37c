#include <poll.h>

#include <cstdlib>
#include <random>
#include <tuple>

#include "core/os/clock.hpp"
#include "tests/app/mpdemo.hpp"

// mpdemo is killed at random instants, over several commands. MPDEMO_KILLS says
// how often, MPDEMO_SEED by which random numbers: scripts/soak --only kills.

namespace {

using namespace tests;

/// What is killed. "FILE" in it is a file of the test.
struct Victim {
  Arguments arguments;
  std::string keys;  // of a session; it has a terminal
  bool is_session = false;
};

const std::string kTree = "(echo a; sleep 0.02) | cat & (sleep 0.03; echo b) & sleep 0.05; wait";

const std::vector<Victim> kVictims = {
    {{"fork", "--auto"}, "", false},
    {{"pool", "default", "--auto", "--workers", "3", "--speed", "20"}, "", false},
    {{"queue", "handover", "--auto", "--format", "jsonl", "-o", "FILE"}, "", false},
    {{"process", "--seed", "3", "--format", "html", "-o", "FILE"}, "", false},
    {{"shared", "deadlock", "--outcomes", "--runs", "20", "--format", "jsonl", "-o", "FILE"},
     "",
     false},
    {{"pool", "default", "--outcomes", "--jobs", "8", "--budget", "1s", "--runs", "0", "--format",
      "jsonl", "-o", "FILE"},
     "",
     false},
    {{"trace", "--format", "jsonl", "-o", "FILE", "--", "sh", "-c", kTree}, "", false},
    {{"trace", "--observe", "output", "--", "sh", "-c", kTree}, "", false},
    {{"trace", "--runs", "3", "--", "sh", "-c", "echo a & echo b & wait"}, "", false},
    {{"trace", "--step", "--", "sh", "-c", "echo a & echo b & wait"}, "    ", true},
    {{"queue", "handover", "--step"}, "   b  ", true},
};

std::uint64_t number_from(const char* variable, std::uint64_t usual) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : usual;
}

/// A file that is complete ends like this; the text of a format has its own end.
bool is_whole(const Arguments& arguments, const std::string& contents) {
  const bool is_page = std::find(arguments.begin(), arguments.end(), "html") != arguments.end();
  if (is_page) return contents.ends_with("</html>\n");
  const auto lines = lines_of(contents);
  return !lines.empty() && lines.back().starts_with("{\"type\":\"end\"") &&
         contents.ends_with("}\n");
}

/// A run of one victim that is killed after a random time.
class Death {
 public:
  Death(const Victim& victim, std::minstd_rand& random, std::chrono::microseconds longest)
      : victim_(victim), has_old_file_(random() % 2 == 0) {
    delay_ = std::chrono::microseconds(
        std::uniform_int_distribution<std::int64_t>(0, longest.count())(random));
    if (has_old_file_) write_file(folder_ / "run", kOld);
  }

  void die() {
    Arguments arguments = victim_.arguments;
    for (auto& word : arguments) {
      if (word == "FILE") word = folder_ / "run";
    }
    const auto began = os::now();
    Program program(kMpdemo, arguments, victim_.is_session ? support::on_terminal() : Options{});
    if (!victim_.keys.empty()) program.send_keys(victim_.keys);
    // Nothing is waited for: this instant is what the test is about.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(delay_ - (os::now() - began));
    if (left.count() > 0) ::poll(nullptr, 0, static_cast<int>(left.count()));
    CAPTURE(arguments, delay_.count(), has_old_file_);
    try {
      program.send_signal(SIGKILL);
    } catch (const std::system_error&) {
      // It has ended already.
    }
    const os::ExitStatus status = program.wait();
    CHECK(
        (status == os::ExitStatus::killed(SIGKILL) || status == exited(0) || status == exited(1)));
    CHECK(support::no_process_left_within(5));
    check_file();
    if (victim_.is_session)
      CHECK(os::same_modes(program.terminal().modes(), program.modes_before()));
  }

 private:
  static constexpr const char* kOld = "the old file\n";

  void check_file() {
    const auto names = folder_.names();
    if (names.empty()) {
      CHECK_FALSE(has_old_file_);
      return;
    }
    const std::string contents = contents_of(folder_ / "run");
    CAPTURE(contents.substr(0, 200), contents.size());
    CHECK(((has_old_file_ && contents == kOld) || is_whole(victim_.arguments, contents)));
    // While an old file is replaced, the new one is there with another name.
    for (const auto& name : names) {
      if (name == "run") continue;
      CHECK((has_old_file_ && contents == kOld));
      CHECK(is_whole(victim_.arguments, contents_of(folder_ / name)));
    }
  }

  const Victim& victim_;
  bool has_old_file_;
  std::chrono::microseconds delay_{};
  Folder folder_;
};

}  // namespace

TEST_CASE("Killed at any instant mpdemo leaves no process and no half of a file") {
  const support::NothingLeft nothing_left;
  const auto kills = number_from("MPDEMO_KILLS", 20);
  const auto seed = number_from("MPDEMO_SEED", 1);
  std::minstd_rand random(static_cast<std::minstd_rand::result_type>(seed));
  for (std::uint64_t i = 0; i < kills; ++i) {
    CAPTURE(seed, i);
    const Victim& victim = kVictims[i % kVictims.size()];
    // Most of them last for about so long.
    Death(victim, random, std::chrono::milliseconds(200)).die();
  }
}

TEST_CASE("A window that is closed at any instant takes everything with it") {
  const support::NothingLeft nothing_left;
  const auto closings = number_from("MPDEMO_KILLS", 20);
  std::minstd_rand random(
      static_cast<std::minstd_rand::result_type>(number_from("MPDEMO_SEED", 1)));
  const std::vector<Victim> victims = {
      {{"queue", "handover", "--step"}, "   b  ", true},
      {{"pool", "five"}, "g", true},
      {{"trace", "--step", "--", "sh", "-c", "echo a & echo b & wait"}, "   ", true},
      {{"trace", "--", "sh", "-c", "sleep 20 & sleep 20 & wait"}, "", true},
      {{"fork", "--pace", "50ms"}, "", true},
  };
  for (std::uint64_t i = 0; i < closings; ++i) {
    const Victim& victim = victims[i % victims.size()];
    const auto delay = static_cast<int>(random() % 200);
    CAPTURE(victim.arguments, delay, i);
    Program program(kMpdemo, victim.arguments, support::on_terminal());
    if (!victim.keys.empty()) program.send_keys(victim.keys);
    ::poll(nullptr, 0, delay);
    program.close_window();
    // It may not have begun yet, so there may be no status to wait for.
    CHECK(support::no_process_left_within(5));
  }
}
