#include "core/tracer/watchdog.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/os/descriptors/message_socket.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/system_call_listener.hpp"

namespace tracer {
namespace {

constexpr std::string_view kDismissed = "dismissed";
constexpr std::string_view kListener = "listener";

/// How many processes are reported at once; a PID has at most 7 digits.
constexpr std::size_t kToldAtOnce = 16;
constexpr std::size_t kLongestOrder = kToldAtOnce * 8;

void add_all(StragglerKiller& stragglers, std::string_view pids) {
  const char* const end = pids.data() + pids.size();
  for (const char* at = pids.data(); at < end; ++at) {
    pid_t process = 0;
    at = std::from_chars(at, end, process).ptr;
    if (process > 0) stragglers.add(process);
  }
}

/// Waits for the order to end (false), or for our end (true).
bool await_end(const os::Fd& orders, StragglerKiller& stragglers) {
  std::array<char, kLongestOrder> room{};
  for (;;) {
    os::wait_to_receive(orders.get(), std::nullopt);
    auto packet = os::try_receive_packet(orders.get(), room);
    if (!packet) continue;
    if (packet->at_end) return true;
    if (packet->bytes == kDismissed) return false;
    if (packet->attached.is_open()) {
      stragglers.add(os::SystemCallListener(std::move(packet->attached)));
      continue;
    }
    add_all(stragglers, packet->bytes);
  }
}

}  // namespace

Watchdog::Watchdog(std::vector<os::OpenFile> streams) : stragglers_(std::move(streams)) {
  auto [ours, its] = os::message_socket_pair();
  std::fflush(nullptr);  // otherwise it would be printed twice
  pid_ = os::fork();
  if (pid_ == 0) become_watchdog(std::move(its));
  orders_ = std::move(ours);
}

Watchdog::~Watchdog() {
  send(kDismissed);
  try {
    os::await_end(pid_);
    os::try_reap(pid_);
  } catch (const std::system_error&) {
    // It has ended before, and has been reaped.
  }
}

void Watchdog::send(std::string_view order, const os::Fd& attached) const {
  try {
    os::try_send_packet(orders_.get(), order, attached);
  } catch (const std::system_error&) {
    // The watchdog has been killed. The run itself does not need it.
  }
}

void Watchdog::become_watchdog(os::Fd orders) {
  try {
    // Out of reach of the terminal's keys, and without our output open: readers
    // of our output must not have to wait for the watchdog.
    os::lead_group(0);
    const os::Fd nothing = os::open("/dev/null", O_RDWR);
    for (const int number : {0, 1, 2}) os::make_standard(nothing, number);
    os::close_all_but({orders.get()});
    os::raise_descriptor_limit();
    if (await_end(orders, stragglers_)) stragglers_.run();
    os::exit_now(0);
  } catch (...) {
    os::exit_now(1);
  }
}

void Watchdog::watch_over(pid_t process) {
  stragglers_.add(process);
  untold_.push_back(process);
  report();
}

void Watchdog::watch_over_caller(pid_t thread) {
  if (stragglers_.knows(thread)) return;
  // The first of its threads has the PID of the process.
  const pid_t process = os::is_process(thread) ? thread : os::process_of(thread);
  if (process == 0 || stragglers_.knows(process)) return;
  stragglers_.add(process);
  untold_.push_back(process);
  if (untold_.size() >= kToldAtOnce) report();
}

void Watchdog::report() {
  if (untold_.empty()) return;
  send(fmt::format("{}", fmt::join(untold_, " ")));
  untold_.clear();
}

void Watchdog::watch_over_callers(const os::Fd& listener) {
  send(kListener, listener);
}

}  // namespace tracer
