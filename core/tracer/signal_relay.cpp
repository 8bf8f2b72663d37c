#include "core/tracer/signal_relay.hpp"

#include <signal.h>
#include <unistd.h>

#include <chrono>

#include "core/os/process/process.hpp"

namespace tracer {
namespace {

/// How long the program may take to react to a signal that tells us to end.
constexpr std::chrono::seconds kGrace{2};

}  // namespace

SignalRelay::SignalRelay(First first)
    : signals_({SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCHLD, SIGWINCH}), first_(first) {}

SignalRelay::~SignalRelay() {
  for (const os::SignalFd::Arrival& arrival : signals_.arrivals()) {
    const bool is_for_program =
        arrival.is_typed && first_ == First::program &&
        (arrival.signal == SIGINT || arrival.signal == SIGQUIT || arrival.signal == SIGTSTP);
    const bool is_no_order = arrival.signal == SIGCHLD || arrival.signal == SIGWINCH;
    if (!is_no_order && !is_for_program) os::send_signal(::getpid(), arrival.signal);
  }
}

std::optional<int> SignalRelay::handle_pending(pid_t program, const Others& others) {
  for (const os::SignalFd::Arrival& arrival : signals_.arrivals()) {
    switch (arrival.signal) {
      case SIGCHLD:
        break;  // the loop looks for dead children itself
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
      case SIGWINCH:
        has_resized_ = true;
        break;
      default:
        if (const auto signal = end_with(arrival, program, others)) return signal;
    }
  }
  if (deadline_ && os::now() >= *deadline_) return passed_on_;
  return std::nullopt;
}

std::optional<int> SignalRelay::end_with(const os::SignalFd::Arrival& arrival, pid_t program,
                                         const Others& others) {
  std::vector<pid_t> receivers;
  if (program != 0)
    receivers.push_back(program);
  else if (others)
    receivers = others();
  const bool has_been_told = passed_on_ != 0;
  if (has_been_told || first_ == First::us || receivers.empty()) return arrival.signal;
  passed_on_ = arrival.signal;
  deadline_ = os::now() + kGrace;
  // A terminal that is closed signals its foreground group itself.
  if (!arrival.is_typed) {
    for (const pid_t process : receivers) os::send_signal(process, arrival.signal);
  }
  return std::nullopt;
}

void SignalRelay::stop() {
  shall_stop_ = false;
  os::suffer(SIGTSTP);
}

}  // namespace tracer
