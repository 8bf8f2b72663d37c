// Processes share no variables, so work is handed over in a queue.
#include "core/mp/queue.hpp"

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"

using mp::say;
using namespace std::chrono_literals;

void queue_handover(const std::vector<std::string>& names) {
  // Made before the processes, so that both hold the same queue.
  mp::Queue<std::string> queue;

  // One process puts names in, one every two seconds. It says so
  // before it does so: said afterwards, "putting" could come out
  // later than the other side's "got".
  mp::Process writer{[&] {
    for (const auto& name : names) {
      say("putting {}", name);
      queue.put(name);
      mp::sleep_for(2s);
    }
  }};

  // The other takes names out, in the order in which they went in.
  // When the queue is empty, get() waits for the next one: forever,
  // if need be. This process never ends by itself.
  mp::Process reader{[&] {
    for (;;) {
      const std::string name = queue.get();
      say("got {}", name);
    }
  }};

  // Both run at the same time.
  writer.start();
  reader.start();

  // The writer ends when it has nothing left to put.
  writer.join();

  // The reader has to be ended. That is safe only because nothing is
  // on its way any more: the writer's last pause saw to that. Without
  // it a name could die with its reader.
  reader.terminate();
  reader.join();
}
