#include <fmt/core.h>
#include <unistd.h>

#include <boost/interprocess/ipc/message_queue.hpp>
#include <optional>

#include "tests/bench/pass.hpp"

// A peer for queues: the time of a message through Boost.Interprocess's
// message_queue. It has a fixed number of places of a fixed size, and does not
// recover if a process is killed while it holds the lock.

namespace {

namespace ipc = boost::interprocess;

class BoostQueue {
 public:
  explicit BoostQueue(std::size_t bytes)
      : bytes_(bytes),
        name_(fmt::format("mpdemo-bench-{}", ::getpid())),
        queue_(ipc::create_only, name_.c_str(), bench::kPlaces, bytes) {
    // It lives as long as it is mapped: a crash leaves no file behind.
    ipc::message_queue::remove(name_.c_str());
  }

  void put(const std::string& message) { queue_.send(message.data(), message.size(), 0); }
  void take_all() {
    std::string message(bytes_, '\0');
    unsigned priority = 0;
    do {
      std::size_t size = 0;
      message.resize(bytes_);
      queue_.receive(message.data(), message.size(), size, priority);
      message.resize(size);
    } while (!message.empty());
  }
  /// It cannot be closed, so an empty message for each consumer marks the end.
  void end(long consumers) {
    for (; consumers > 0; --consumers) queue_.send("", 0, 0);
  }

 private:
  std::size_t bytes_;
  std::string name_;
  ipc::message_queue queue_;
};

double pass(const bench::Numbers& numbers) {
  BoostQueue queue(static_cast<std::size_t>(numbers[1]));
  return bench::pass(queue, numbers);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, {{"pass", bench::kPassNumbers, pass}});
}
