#include "core/observe/signal_relay.hpp"

#include <signal.h>
#include <unistd.h>

#include "core/os/process.hpp"

namespace observe {

SignalRelay::SignalRelay(First first)
    : signals_({SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCHLD}), first_(first) {}

SignalRelay::~SignalRelay() {
  for (const os::SignalFd::Arrival& arrival : signals_.arrivals()) {
    const bool is_for_program =
        arrival.is_typed && first_ == First::program &&
        (arrival.signal == SIGINT || arrival.signal == SIGQUIT || arrival.signal == SIGTSTP);
    if (arrival.signal != SIGCHLD && !is_for_program) os::send_signal(::getpid(), arrival.signal);
  }
}

std::optional<int> SignalRelay::heed(pid_t program) {
  for (const os::SignalFd::Arrival& arrival : signals_.arrivals()) {
    switch (arrival.signal) {
      case SIGCHLD:
        break;  // the loop looks for itself
      case SIGTSTP:
        if (arrival.is_typed)
          shall_stop_ = true;
        else if (program != 0)
          os::send_signal(program, SIGTSTP);
        break;
      case SIGINT:
      case SIGQUIT:
        if (has_interrupted_ || program == 0 || first_ == First::us) return arrival.signal;
        has_interrupted_ = true;
        if (!arrival.is_typed) os::send_signal(program, arrival.signal);
        break;
      default:
        return arrival.signal;
    }
  }
  return std::nullopt;
}

void SignalRelay::stop() {
  shall_stop_ = false;
  os::suffer(SIGTSTP);
}

}  // namespace observe
