#include "tests/support/terminal/tmux.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

#include "tests/support/terminal/program.hpp"

namespace support {
namespace {
constexpr const char* kPane = "test:0.0";
}

Tmux::Tmux(int columns, int rows, const std::string& script) {
  static int count = 0;
  socket_ = fmt::format("mpdemo-test-{}-{}", ::getpid(), ++count);
  ask({"new-session", "-d", "-s", "test", "-x", std::to_string(columns), "-y", std::to_string(rows),
       "exec env -u NO_COLOR TERM=tmux-256color LC_ALL=C.UTF-8 sh"});
  ask({"set-option", "-g", "status", "off"});
  ask({"resize-window", "-t", "test", "-x", std::to_string(columns), "-y", std::to_string(rows)});
  press({"PS1=; clear; " + script + "; exec cat > /dev/null", "Enter"});
}

Tmux::~Tmux() {
  try {
    ask({"kill-server"});
  } catch (const std::exception&) {
    // Its test has failed by then.
  }
}

void Tmux::press(const std::vector<std::string>& keys) const {
  std::vector<std::string> command = {"send-keys", "-t", kPane};
  command.insert(command.end(), keys.begin(), keys.end());
  ask(command);
}

void Tmux::press_often(int times, const std::string& key) const {
  press(std::vector<std::string>(static_cast<std::size_t>(times), key));
}

void Tmux::resize(int columns, int rows) const {
  ask({"resize-window", "-t", "test", "-x", std::to_string(columns), "-y", std::to_string(rows)});
}

std::string Tmux::screen() const {
  return ask({"capture-pane", "-p", "-t", kPane});
}

std::string Tmux::scrollback() const {
  return ask({"capture-pane", "-p", "-S", "-", "-t", kPane});
}

std::string Tmux::expect(const std::string& text) const {
  std::string seen;
  const bool is_there = eventually([&] {
    seen = screen();
    return seen.find(text) != seen.npos;
  });
  if (is_there) return seen;
  throw std::runtime_error(fmt::format("\"{}\" did not come. The screen:\n{}", text, seen));
}

std::string Tmux::expect_settled(const std::string& text) const {
  std::string before = expect(text);
  std::string seen;
  const bool rests = eventually([&] {
    seen = screen();
    return std::exchange(before, seen) == seen && seen.find(text) != seen.npos;
  });
  if (rests) return seen;
  throw std::runtime_error(fmt::format("The screen does not come to rest:\n{}", seen));
}

void Tmux::expect_often(int times, const std::string& text) const {
  std::string seen;
  const bool is_there = eventually([&] {
    seen = scrollback();
    int count = 0;
    for (auto at = seen.find(text); at != seen.npos; at = seen.find(text, at + 1)) ++count;
    return count >= times;
  });
  if (is_there) return;
  throw std::runtime_error(
      fmt::format("\"{}\" did not come {} times. All there is:\n{}", text, times, seen));
}

std::string Tmux::ask(std::vector<std::string> command) const {
  command.insert(command.begin(), {"-L", socket_, "-f", "/dev/null", "-u"});
  Options options;
  options.environment = {{"LC_ALL", "C.UTF-8"}, {"TMUX", std::nullopt}, {"SHELL", "/bin/sh"}};
  const Finished finished = run("tmux", command, options);
  if (finished.status.ok()) return finished.output;
  throw std::runtime_error("tmux: " + finished.error);
}

}  // namespace support
