// A pipe has two ends, and what goes in at one comes out at the other.
#include "core/mp/connection.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"

using mp::say;
using namespace std::chrono_literals;

void pipe_handover(const std::vector<std::string>& names) {
  // Two ends, not two processes: any number of processes may hold
  // either end, and here both children hold both.
  auto ends = mp::pipe<std::string>();
  auto& left = ends.first;
  auto& right = ends.second;

  // One process sends names into the left end, one every second.
  mp::Process writer{[&] {
    for (const auto& name : names) {
      say("sending {}", name);
      left.send(name);
      mp::sleep_for(1s);
    }
  }};

  // The other receives them at the right end, in the same order.
  // recv() waits for the next one, and there is always somebody who
  // still could send: even the reader itself holds the left end.
  mp::Process reader{[&] {
    for (;;) {
      const std::string name = right.recv();
      say("received {}", name);
    }
  }};

  // Both run at the same time; the writer ends by itself.
  writer.start();
  reader.start();
  writer.join();

  // The reader waits forever, so it has to be ended. As with the
  // queue, that is safe only because nothing is on its way any more.
  reader.terminate();
  reader.join();
}
