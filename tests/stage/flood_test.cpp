#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <random>

#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"

namespace {

constexpr int kSpeakers = 8;
constexpr int kLines = 100'000;

/// Checks a flood as it comes and keeps none of it.
class Counter : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event& event) override {
    in_order_ = in_order_ && event.seq == last_seq_ + 1 && event.t >= last_t_;
    last_seq_ = event.seq;
    last_t_ = event.t;
    if (event.act.kind != probe::Kind::print) return;
    in_order_ = in_order_ && event.act.text == std::to_string(heard_[event.name]++);
  }
  void end(const record::End& end) override { lost_ = end.lost; }

  int heard_from(const std::string& name) { return heard_[name]; }
  bool in_order() const { return in_order_; }
  std::uint64_t lost() const { return lost_; }

 private:
  std::map<std::string, int> heard_;
  std::uint64_t last_seq_ = 0;
  std::optional<std::chrono::nanoseconds> last_t_;
  bool in_order_ = true;
  std::uint64_t lost_ = 0;
};

long peak_memory_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("8 processes, 100,000 events each, some killed: every event that was sent is there") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(kSpeakers * sizeof(std::atomic<int>));
  auto* sent = static_cast<std::atomic<int>*>(memory.data());
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);

  const auto body = [=] {
    std::vector<pid_t> speakers;
    for (int i = 0; i < kSpeakers; ++i) {
      speakers.push_back(mp::fork());
      if (speakers.back() != 0) continue;
      for (int line = 0; line < kLines; ++line) {
        mp::say("{}", line);
        sent[i].store(line + 1);
      }
      return;
    }
    // Every second one is killed when it has said a random share of its lines.
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> share(0, kLines - 1);
    for (std::size_t i = 0; i < speakers.size(); i += 2) {
      const int enough = share(random);
      support::eventually([&] { return sent[i].load() >= enough; }, 60);
      ::kill(speakers[i], SIGKILL);
    }
    for (const pid_t speaker : speakers) mp::wait_for(speaker);
  };

  Counter counter;
  choice::Audience nobody;
  const long before = peak_memory_kib();
  const choice::Result result = stage::run({"test", "flood", {}, body}, {}, counter, nobody);
  CHECK(counter.in_order());
  CHECK(counter.lost() == 0);
  CHECK(result.end.events > kSpeakers / 2 * kLines);
  for (int i = 0; i < kSpeakers; ++i) {
    CAPTURE(i);
    const int heard = counter.heard_from("child-" + std::to_string(i + 1));
    // The last send may have returned without our learning that it has.
    CHECK(heard >= sent[i].load());
    CHECK(heard <= sent[i].load() + 1);
    if (i % 2 == 1) CHECK(heard == kLines);
  }
  const long grown = peak_memory_kib() - before;
  CAPTURE(grown);
#ifndef __SANITIZE_ADDRESS__  // which keeps freed memory for a while
  CHECK(grown < 128 * 1024);
#endif
}
