// Two locks, taken by all in the same order: everybody goes on.
#include "core/mp/lock.hpp"

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

void shared_ordered() {
  // The same pencil and the same ruler, and one rule for everybody:
  // the pencil first, and then the ruler.
  mp::Lock pencil;
  mp::Lock ruler;

  // Ann does as before. Once she has the pencil she gets the ruler: a
  // process without the pencil cannot hold the ruler.
  mp::Process ann{[&] {
    pencil.lock();
    say("ann has the pencil, wants the ruler");
    ruler.lock();
    say("ann draws a line");
    ruler.unlock();
    pencil.unlock();
  }};

  // Ben now takes the pencil first, like her. If she has it, he
  // waits, but with empty hands: he holds nothing that she needs.
  mp::Process ben{[&] {
    pencil.lock();
    say("ben has the pencil, wants the ruler");
    ruler.lock();
    say("ben draws a line");
    ruler.unlock();
    pencil.unlock();
  }};

  // One may still wait for the other, but never both for each other.
  ann.name("ann").start();
  ben.name("ben").start();
  ann.join();
  ben.join();

  // Every run comes here, in either order.
  say("both have drawn a line");
}
