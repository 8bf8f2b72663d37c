#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "tests/tracer/corpus.hpp"
#include "tests/tracer/small_script.hpp"

namespace corpus {
namespace {

constexpr int kPipes = 2;
std::array<std::array<int, 2>, kPipes> g_pipes{};

std::string file_named(char kind, int which) {
  return std::string("mpdemo-script-") + kind + std::to_string(which);
}

/// One process of a script; it never returns in a child.
class Actor {
 public:
  explicit Actor(std::string name) : name_(std::move(name)) {}

  int run(const tests::Script& script) {
    for (const tests::Step& step : script) {
      ++at_;
      if (step.what == 'e') return step.which;
      act(step);
    }
    return 0;
  }

 private:
  void act(const tests::Step& step) {
    const auto which = static_cast<std::size_t>(step.which);
    char byte = 0;
    switch (step.what) {
      case 'p':
        return tell();
      case '(':
        return fork(step.child);
      case 'w':
        return wait(-1, -1);
      case 'W':
        return wait(children_.at(which), step.which);
      case 'K':
      case 'T':
        ::kill(children_.at(which), step.what == 'K' ? SIGKILL : SIGTERM);
        return;
      case '>':
        if (::write(g_pipes.at(which)[1], &step.byte, 1) != 1) std::abort();
        return;
      case '<':
        if (::read(g_pipes.at(which)[0], &byte, 1) != 1) std::abort();
        return tell(std::string("got ") + byte);
      case 'L':
        locks_.at(which) = ::open(file_named('L', step.which).c_str(), O_RDWR | O_CREAT, 0600);
        ::flock(locks_.at(which), LOCK_EX);
        return;
      case 'U':
        ::flock(locks_.at(which), LOCK_UN);
        return;
      case 'X': {
        const int made =
            ::open(file_named('X', step.which).c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
        return tell(made >= 0 ? "won" : "lost");
      }
      default:
        std::abort();
    }
  }

  void tell(const std::string& more = "") const { say(tests::line_at(name_, at_, more)); }

  void fork(const tests::Script& script) {
    const std::string name = name_ + std::to_string(children_.size());
    const pid_t child = ::fork();
    if (child == 0) {
      // An inherited lock would be held by both.
      for (const int lock : locks_) {
        if (lock >= 0) ::close(lock);
      }
      ::_exit(Actor(name).run(script));
    }
    children_.push_back(child);
  }

  void wait(pid_t whom, int which) const {
    int status = 0;
    const pid_t child = ::waitpid(whom, &status, 0);
    for (std::size_t i = 0; which < 0 && i < children_.size(); ++i) {
      if (children_[i] == child) which = static_cast<int>(i);
    }
    tell(child < 0 ? "nobody" : "reaped " + std::to_string(which) + " " + std::to_string(status));
  }

  std::string name_;
  int at_ = 0;
  std::vector<pid_t> children_;
  std::array<int, 2> locks_{-1, -1};
};

int script() {
  const char* const text = std::getenv("MPDEMO_SCRIPT");
  if (!text) return 99;
  for (auto& pipe : g_pipes) {
    if (::pipe(pipe.data()) != 0) return 99;
  }
  std::size_t at = 0;
  return Actor("m").run(tests::script_in(text, at));
}

/// Whether the child's write is in vain depends on when its parent closes the pipe.
int closes_reading_end() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    ::close(ends[0]);
    return ::write(ends[1], "x", 1) == 1 ? 0 : 1;
  });
  ::close(ends[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  say("status " + std::to_string(status));
  return 0;
}

/// Its parent may have ended by then.
int asks_for_parent() {
  const pid_t parent = ::getpid();
  child([&] {
    say(::getppid() == parent ? "has a parent" : "is an orphan");
    return 0;
  });
  return 0;
}

}  // namespace

std::map<std::string, Program> programs_of_scripts() {
  return {{"script", script},
          {"closes-reading-end", closes_reading_end},
          {"asks-for-parent", asks_for_parent}};
}

}  // namespace corpus
