#include "core/os/process/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <array>

#include "core/os/error.hpp"
#include "core/os/process/run_counts.hpp"

namespace os {
namespace {

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : signals) ::sigaddset(&set, signal);
  return set;
}

}  // namespace

SignalFd::SignalFd(std::initializer_list<int> signals) {
  const sigset_t set = set_of(signals);
  check(::sigprocmask(SIG_BLOCK, &set, &before_), "cannot block signals");
  fd_ = Fd(check(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "cannot await signals"));
}

SignalFd::~SignalFd() {
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> SignalFd::next() {
  signalfd_siginfo info{};
  if (::read(fd_.get(), &info, sizeof info) != sizeof info) return std::nullopt;
  return static_cast<int>(info.ssi_signo);
}

std::vector<SignalFd::Arrival> SignalFd::arrivals() {
  std::array<signalfd_siginfo, 8> infos{};
  const ssize_t size = ::read(fd_.get(), infos.data(), sizeof infos);
  std::vector<Arrival> found;
  for (std::size_t i = 0; size > 0 && i < static_cast<std::size_t>(size) / sizeof infos[0]; ++i) {
    found.push_back({static_cast<int>(infos[i].ssi_signo), infos[i].ssi_code == SI_KERNEL});
  }
  return found;
}

void reset_signals() {
  for (int signal = 1; signal <= SIGRTMAX; ++signal) ::signal(signal, SIG_DFL);
  const sigset_t none = set_of({});
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void make_default(std::initializer_list<int> signals) {
  for (const int signal : signals) ::signal(signal, SIG_DFL);
}

namespace {

/// What this process was started with: read before main(), so that nothing has changed
/// it yet.
struct AtStart {
  AtStart() {
    ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
    for (int signal = 1; signal < NSIG; ++signal) {
      struct sigaction action {};
      if (::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN)
        ::sigaddset(&ignored, signal);
    }
  }

  sigset_t blocked{};
  sigset_t ignored = set_of({});
};

const AtStart kAtStart;

}  // namespace

void prepare_signals() {
  for (const int signal : {SIGPIPE, SIGXFSZ}) ::signal(signal, SIG_IGN);
  make_default({SIGCHLD});
}

void restore_signals() {
  for (int signal = 1; signal < NSIG; ++signal)
    ::signal(signal, ::sigismember(&kAtStart.ignored, signal) == 1 ? SIG_IGN : SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &kAtStart.blocked, nullptr);
}

std::optional<int> pending_end() {
  sigset_t pending;
  ::sigpending(&pending);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    if (::sigismember(&pending, signal) == 1) return signal;
  }
  return std::nullopt;
}

void suffer(int signal) {
  struct sigaction before {};
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  ::sigaction(signal, &standard, &before);
  const sigset_t set = set_of({signal});
  sigset_t mask;
  keep_run_counts();
  ::raise(signal);
  ::sigprocmask(SIG_UNBLOCK, &set, &mask);
  // Reached again after a stop.
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::sigaction(signal, &before, nullptr);
}

std::vector<int> signals_from_outside() {
  std::vector<int> found = {SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGCONT};
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) found.push_back(signal);
  return found;
}

}  // namespace os
