#include "core/tracer/output/output_observer.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "core/os/process/process.hpp"

namespace tracer {
namespace {

/// How often to check whether silent processes are still alive.
constexpr std::chrono::milliseconds kLeftLook{100};

/// The watchdog learns of new processes when nothing else has happened for this
/// long.
constexpr std::chrono::milliseconds kReportDelay{5};

}  // namespace

OutputObserver::OutputObserver(const Request& request)
    : request_(request),
      relay_(request.relay),
      lines_([this](const Caller& writer, Stream stream, std::string bytes) {
        recorder_->output(writer, stream, std::move(bytes));
      }) {
  take_output_ = [this](pid_t writer, Stream stream, std::string_view bytes) {
    add(writer);
    lines_.put({writer, writer}, stream, bytes);
  };
  os::SystemCallFilter filter = NotifiedCalls::filter();
  launch_ = std::make_unique<Launch>(request_.program,
                                     Launch::Standard{nullptr, &tap_.writers_end(Stream::output),
                                                      &tap_.writers_end(Stream::error)},
                                     Launch::Filters{nullptr, &filter}, Launch::Repeats::nothing,
                                     nullptr, request_.executable);
  tap_.close_writers_ends();
  watchdog_ = std::make_unique<Watchdog>(tap_.files());
  watchdog_->watch_over(launch_->pid());
  launch_->go();
  try {
    launch_->outcome();
  } catch (const CannotExecute&) {
    os::await_end(launch_->pid());
    os::try_reap(launch_->pid());
    has_ended_ = true;
    throw;
  }
  calls_ = std::make_unique<NotifiedCalls>(&tap_, poller_, *watchdog_);
  if (auto listener = launch_->listener()) calls_->add(std::move(*listener));
}

OutputObserver::~OutputObserver() {
  kill_all();
}

Result OutputObserver::observe(record::Consumer& consumer) {
  os::raise_descriptor_limit();
  recorder_ = std::make_unique<RunRecorder>(consumer, request_);
  poller_.add(relay_.get());
  tap_.poll_in(poller_);
  const pid_t first = launch_->pid();
  recorder_->begin(first);
  watch(first);
  began_ = os::now();
  while (result_.signal == 0 && result_.end.status == "ok" && !is_over()) {
    const auto ready = poller_.wait(poll_limit());
    const bool is_only_calls = !ready.empty() && calls_->answer(ready) == ready.size();
    if (!is_only_calls) {
      // The watchdog knows a process before we see anything else of it.
      watchdog_->report();
      if (const auto signal =
              relay_.handle_pending(has_ended_ ? 0 : first, [this] { return recorder_->alive(); }))
        result_.signal = *signal;
      if (relay_.shall_stop()) relay_.stop();
      tap_.drain(take_output_);
      if (ready.empty()) lines_.flush();
      look_for_ends(ready);
    }
    const auto& timeout = request_.options.timeout;
    if (timeout && os::now() - began_ >= *timeout && !is_over()) {
      result_.end.status = "hung";
      result_.end.reason =
          fmt::format("gave up after {} s", std::chrono::duration<double>(*timeout).count());
    }
  }
  if (result_.signal != 0 || result_.end.status != "ok") {
    recorder_->note_that_we_kill();
    kill_all();
  }
  tap_.drain(take_output_);
  lines_.flush();
  // Recorded last: processes that wrote before are known only as its
  // descendants.
  end(first, result_.status);
  recorder_->finish(result_);
  return result_;
}

bool OutputObserver::is_over() {
  return has_ended_ && tap_.at_end() && calls_->is_over();
}

std::optional<std::chrono::nanoseconds> OutputObserver::poll_limit() const {
  if (lines_.has_unfinished()) return OutputLines::kUnfinishedLimit;
  std::optional<std::chrono::nanoseconds> limit;
  if (has_ended_ && tap_.at_end()) limit = kLeftLook;
  if (watchdog_->has_untold()) limit = kReportDelay;
  if (relay_.deadline()) {
    const os::Stamp left = std::max(os::Stamp(0), *relay_.deadline() - os::now());
    limit = std::min(limit.value_or(left), left);
  }
  if (request_.options.timeout) {
    const os::Stamp left = std::max(os::Stamp(0), began_ + *request_.options.timeout - os::now());
    limit = std::min(limit.value_or(left), left);
  }
  return limit;
}

void OutputObserver::add(pid_t writer) {
  if (recorder_->knows(writer)) return;
  const auto state = os::state_of(writer);
  lines_.flush();
  recorder_->introduce(writer, state ? state->parent : 0);
  watch(writer);
}

void OutputObserver::watch(pid_t process) {
  auto pidfd = os::Pidfd::open(process);
  if (!pidfd) return;
  watchdog_->watch_over(process);
  poller_.add(pidfd->get());
  watched_.insert_or_assign(process, std::move(*pidfd));
}

void OutputObserver::look_for_ends(const std::vector<int>& ready) {
  std::vector<pid_t> ended;
  for (const auto& [process, pidfd] : watched_) {
    const bool is_ready = std::find(ready.begin(), ready.end(), pidfd.get()) != ready.end();
    if (is_ready) ended.push_back(process);
  }
  if (ended.empty()) return;
  // All that they wrote is there by now.
  tap_.drain(take_output_);
  for (const pid_t process : ended) {
    if (process != launch_->pid()) {
      const auto state = os::state_of(process);
      end(process, state ? state->ended : std::nullopt);
      continue;
    }
    if (const auto status = os::try_reap(process)) {
      has_ended_ = true;
      result_.status = *status;
      result_.ended_itself = true;
      forget(process);
    }
  }
}

void OutputObserver::forget(pid_t process) {
  const auto found = watched_.find(process);
  if (found != watched_.end()) {
    poller_.remove(found->second.get());
    watched_.erase(found);
  }
}

void OutputObserver::end(pid_t process, std::optional<os::ExitStatus> status) {
  lines_.flush(process);
  forget(process);
  recorder_->ended(process, status);
}

void OutputObserver::kill_all() {
  if (is_over()) return;
  watchdog_->kill_all();
  if (has_ended_) return;
  os::await_end(launch_->pid());
  if (const auto status = os::try_reap(launch_->pid())) result_.status = *status;
  has_ended_ = true;
}

}  // namespace tracer
