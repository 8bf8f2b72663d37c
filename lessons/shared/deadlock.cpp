// Two locks, taken in opposite order: now and then, nobody goes on.
#include "core/mp/lock.hpp"

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

void shared_deadlock() {
  // A straight line takes a pencil and a ruler, and there is only one
  // of each. Each has a lock, and who holds the lock has the thing.
  // In the run each lock goes by the name that it has here.
  mp::Lock pencil;
  mp::Lock ruler;

  // Ann takes the pencil first, and then the ruler. While somebody
  // else has what she wants, lock() waits.
  mp::Process ann{[&] {
    pencil.lock();
    say("ann has the pencil, wants the ruler");
    ruler.lock();
    say("ann draws a line");
    ruler.unlock();
    pencil.unlock();
  }};

  // Ben takes the ruler first. That is as good an order as hers: none
  // of his lines is wrong, and none of hers.
  mp::Process ben{[&] {
    ruler.lock();
    say("ben has the ruler, wants the pencil");
    pencil.lock();
    say("ben draws a line");
    pencil.unlock();
    ruler.unlock();
  }};

  // Most runs end well: one is done before the other begins. But once
  // each of them has one thing, Ann waits for Ben, and Ben for Ann.
  // Neither lets go of anything, and so both wait forever, and this
  // process, too. That is a deadlock.
  ann.name("ann").start();
  ben.name("ben").start();
  ann.join();
  ben.join();

  // Here everything went well, which proves nothing: the next run may
  // be the one that never comes here.
  say("both have drawn a line");
}
