#include "tests/support/pages/odd_bodies.hpp"

#include <signal.h>
#include <unistd.h>

#include <stdexcept>

#include "core/mp/connection.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/os/descriptors/output_file.hpp"

namespace support {
namespace {

using namespace std::chrono_literals;

/// A line written without an act.
void write_line(const std::string& line) {
  os::write_all(STDOUT_FILENO, line + "\n");
}

void say_lines(int count) {
  for (int i = 0; i < count; ++i) mp::say("line {}", i);
}

/// Each start reaps those that have ended by then.
void start_many() {
  std::vector<mp::Process> all;
  for (int i = 0; i < 5; ++i) all.emplace_back([] {}).start();
  for (auto& one : all) one.join();
}

/// The first process to make a queue after the fork gets the first name.
void make_queues_on_both_sides() {
  const pid_t child = mp::fork();
  mp::Queue<int> first, second;
  first.put(1);
  second.put(2);
  if (child != 0) mp::wait_for(child);
}

void ask_after_terminate() {
  mp::Process child{[] { mp::sleep_for(1h); }};
  child.start();
  child.terminate();
  write_line("terminated");
  mp::say("alive: {}", child.is_alive());
}

/// A signal without an act.
void kill_untold() {
  const pid_t child = mp::fork();
  if (child == 0) return say_lines(3);
  mp::say("about to send a signal");
  ::kill(child, SIGTERM);
  say_lines(2);
  mp::wait_for(child);
}

void kill_untold_at_once() {
  const pid_t child = mp::fork();
  if (child == 0) return say_lines(1);
  ::kill(child, SIGKILL);
  mp::say("sent a signal");
  mp::wait_for(child);
}

void write_among_acts() {
  std::vector<mp::Process> all;
  for (int i = 0; i < 2; ++i) {
    mp::Process& writer = all.emplace_back([] {
      write_line("before the act");
      mp::say("an act");
      write_line("behind it");
      mp::say("another");
      write_line("at the end");
    });
    writer.start();
    write_line("started one");
  }
  for (auto& one : all) one.join();
  write_line("all have ended");
}

void throw_in_child() {
  mp::Process child{[] {
    mp::say("about to throw");
    throw std::runtime_error("out of ideas");
  }};
  child.start();
  mp::say("the parent goes on");
  child.join();
}

int fail_at_one(int number) {
  if (number == 1) ::raise(SIGKILL);
  return number;
}

void lose_a_worker() {
  mp::Pool pool{2};
  std::vector<mp::Future<int>> results;
  for (int i = 0; i < 4; ++i) results.push_back(pool.apply_async(fail_at_one, i));
  for (auto& result : results) {
    try {
      mp::say("{}", result.get());
    } catch (const mp::WorkerDied& died) {
      mp::say("{}", died.what());
    }
  }
  pool.close();
  pool.join();
}

/// Time stands still while its workers die.
void lose_all_workers() {
  mp::Pool pool{1, mp::Pool::Options{[] { ::raise(SIGKILL); }, {}}};
  try {
    pool.apply([] { return 1; });
  } catch (const mp::Error& error) {
    mp::say("{}", error.what());
  }
}

void replace_workers() {
  mp::Pool pool{2, mp::Pool::Options{{}, 1}};
  for (const int number : pool.imap_unordered([](int i) { return i; }, std::vector{1, 2, 3, 4})) {
    mp::say("{}", number);
  }
  pool.close();
  pool.join();
}

/// The workers of a process die with it.
void kill_an_owner() {
  mp::Process owner{[] {
    mp::Pool pool{3};
    pool.apply([] { mp::sleep_for(1h); });
  }};
  owner.start();
  mp::say("somebody else acts");
  mp::sleep_for(1s);
  owner.kill();
  owner.join();
  say_lines(3);
}

/// A lock whose owner dies, and a pipe whose other end is closed by death.
void die_with_things() {
  mp::Lock lock;
  auto ends = mp::pipe<int>();
  mp::Process owner{[&] {
    ends.first.close();
    lock.lock();
    ends.second.send(1);
    mp::sleep_for(1s);
    ::raise(SIGKILL);
  }};
  owner.start();
  ends.second.close();
  try {
    for (;;) mp::say("received {}", ends.first.recv());
  } catch (const mp::EndOfFile& end) {
    mp::say("{}", end.what());
  }
  try {
    lock.lock();
  } catch (const mp::OwnerDied& died) {
    mp::say("{}", died.what());
  }
  owner.join();
}

/// When no process can go on, all are killed at once.
void wait_for_nothing() {
  mp::Queue<int> queue;
  std::vector<mp::Process> all;
  for (int i = 0; i < 4; ++i) all.emplace_back([&] { queue.get(); }).start();
  mp::Pool pool{2};
  queue.get();
}

void wait_in_time() {
  mp::Queue<int> queue;
  mp::Process putter{[&] {
    for (int i = 0; i < 3; ++i) {
      mp::sleep_for(10ms);
      queue.put(i);
    }
  }};
  putter.start();
  while (putter.is_alive()) {
    const auto got = queue.get_for(5ms);
    mp::say("{}", got ? *got : -1);
  }
  mp::say("joined: {}", putter.join_for(1ms));
}

}  // namespace

const std::vector<OddBody>& odd_bodies() {
  static const std::vector<OddBody> all = {
      {"odd/start-many", start_many, "ok"},
      {"odd/both-make-queues", make_queues_on_both_sides, "ok"},
      {"odd/ask-after-terminate", ask_after_terminate, "ok"},
      {"odd/kill-untold", kill_untold, ""},
      {"odd/kill-at-once", kill_untold_at_once, "failed"},
      {"odd/write-among-acts", write_among_acts, "ok"},
      {"odd/throw-in-child", throw_in_child, "ok"},
      {"odd/lose-a-worker", lose_a_worker, "failed"},
      {"odd/lose-all-workers", lose_all_workers, "failed"},
      {"odd/replace-workers", replace_workers, "ok"},
      {"odd/kill-an-owner", kill_an_owner, ""},
      {"odd/die-with-things", die_with_things, "failed"},
      {"odd/wait-for-nothing", wait_for_nothing, "deadlock"},
      {"odd/wait-in-time", wait_in_time, "ok"},
  };
  return all;
}

}  // namespace support
