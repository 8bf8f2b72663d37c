#include "core/record/output_channel.hpp"

#include <poll.h>
#include <unistd.h>

#include <map>

#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

struct Line {
  pid_t writer;
  std::string text;
};

/// Runs another program as one of the channel's writers.
pid_t start_writer(const record::OutputChannel& channel, const std::vector<const char*>& argv) {
  const pid_t child = os::fork();
  if (child != 0) return child;
  os::make_standard(channel.writers_end, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const char* word : argv) arguments.push_back(const_cast<char*>(word));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  os::exit_now(127);
}

/// Everything until the last writer has gone.
std::vector<Line> read_to_end(record::OutputChannel& channel) {
  channel.writers_end.reset();
  std::vector<Line> lines;
  const auto take = [&](pid_t writer, std::string line) { lines.push_back({writer, line}); };
  while (!channel.receiver.at_end()) {
    pollfd entry{channel.receiver.get(), POLLIN, 0};
    ::poll(&entry, 1, 5000);
    channel.receiver.drain(take);
  }
  channel.receiver.flush_all(take);
  return lines;
}

void reap(pid_t child) {
  os::await_end(child);
  CHECK(os::try_reap(child) == os::ExitStatus::exited(0));
}

}  // namespace

TEST_CASE("the kernel signs the lines of a shell and of its children") {
  support::NothingLeft nothing_left;
  auto channel = record::make_output_channel();
  const pid_t shell =
      start_writer(channel, {"sh", "-c", "echo $$; sh -c 'echo $$'; printf unfinished"});
  const auto lines = read_to_end(channel);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].writer == shell);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(lines[i].text == std::to_string(lines[i].writer) + "\n");
  CHECK(lines[2].text == "unfinished");
  reap(shell);
}

TEST_CASE("8 Python processes write 10,000 lines each, and each line is whole and signed") {
  support::NothingLeft nothing_left;
  // Lines of up to 4 KB, each naming its writer and its number at both ends.
  const char* script =
      "import os\n"
      "for i in range(10000):\n"
      "    mark = f'{os.getpid()}:{i}'\n"
      "    body = 'x' * (i * 37 % 4000)\n"
      "    os.write(1, f'{mark} {body} {mark}\\n'.encode())\n";
  auto channel = record::make_output_channel();
  std::vector<pid_t> writers;
  for (int i = 0; i < 8; ++i) writers.push_back(start_writer(channel, {"python3", "-c", script}));
  std::map<pid_t, int> next;
  bool all_right = true;
  const auto take = [&](pid_t writer, const std::string& line) {
    const int number = next[writer]++;
    const std::string mark = std::to_string(writer) + ":" + std::to_string(number);
    const std::string body(static_cast<std::size_t>(number * 37 % 4000), 'x');
    if (line != mark + " " + body + " " + mark + "\n") all_right = false;
  };
  channel.writers_end.reset();
  while (!channel.receiver.at_end()) {
    pollfd entry{channel.receiver.get(), POLLIN, 0};
    ::poll(&entry, 1, 5000);
    channel.receiver.drain(take);
  }
  CHECK(all_right);
  CHECK(next.size() == 8);
  for (const pid_t writer : writers) {
    CHECK(next[writer] == 10'000);
    reap(writer);
  }
}

TEST_CASE("a line that never ends comes in pieces, so that memory is bounded") {
  support::NothingLeft nothing_left;
  auto channel = record::make_output_channel();
  const pid_t writer =
      start_writer(channel, {"sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x"});
  std::size_t total = 0;
  for (const auto& line : read_to_end(channel)) {
    CHECK(line.text.size() <= 2 * record::OutputReceiver::kMaxLine);
    total += line.text.size();
  }
  CHECK(total == 5'000'000);
  reap(writer);
}
