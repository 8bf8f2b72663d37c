#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include "app/commands/inquiry.hpp"
#include "app/screen/compose.hpp"
#include "app/screen/overlays.hpp"
#include "app/session/full_session.hpp"
#include "app/session/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/outcomes/outcomes.hpp"

// What a full-screen session does between two runs, when no director polls for it.

namespace app {
namespace {

/// As long as somebody waits for an answer without asking what is the matter.
constexpr std::chrono::seconds kPatience{6};

/// Watches runs that the screen does not show, for the screen's sake.
class Behind : public PassiveAudience {
 public:
  explicit Behind(FullSession& session) : session_(session) {}
  void suspended() override { session_.suspended(); }
  void resumed() override { session_.resumed(); }
  void resized() override { session_.resized(); }
  void interrupted(int signal) override { session_.interrupted(signal); }

 private:
  FullSession& session_;
};

/// The lanes draw who waits for whom, which need not be told twice.
std::string verdict_beside_lanes(record::End end) {
  if (end.status == "deadlock") end.reason.clear();
  return view::verdict(end);
}

}  // namespace

std::optional<stage::Schedule> FullSession::again(stage::Result& result) {
  point_.reset();
  timer_.stop();
  if (result.signal != 0 || result.misfit || result.quit) return std::nullopt;
  if (result.back && std::exchange(wants_outcomes_, false)) {
    result.signal = explore();
    if (result.signal != 0) return std::nullopt;
    catches_up_ = true;
    return result.schedule;
  }
  if (result.back) return ProposedSchedule::one_back(result);
  return ask_at_end(result);
}

std::optional<stage::Schedule> FullSession::ask_at_end(stage::Result& result) {
  phase_ = Phase::ended;
  scene_.status.clear();
  scene_.marks.clear();
  scene_.candidates.clear();
  scene_.acts = result.schedule.size();
  scene_.prose = {result.end.status == "ok" ? std::string(words_.demo_has_ended)
                                            : verdict_beside_lanes(result.end)};
  scene_.prose.push_back(
      next_ ? fmt::format(fmt::runtime(words_.enter_goes_on), command_.lesson->name, next_->name)
            : std::string(words_.enter_ends));
  scene_.prose.insert(scene_.prose.begin(), revealed_.begin(), revealed_.end());
  scene_.question.reset();
  scene_.text_top = 0;
  os::Poller poller;
  poller.add(signals_.get());
  poller.add(terminal_.get());
  for (;;) {
    while (const auto key = next_key()) {
      scene_.status.clear();
      if (browse(*key)) continue;
      if (key->means == Key::Means::forward) return std::nullopt;
      if (key->means == Key::Means::back && !result.schedule.empty()) {
        catches_up_ = true;
        return ProposedSchedule::one_back(result);
      }
      if (key->means == Key::Means::outcomes) result.signal = explore();
      result.quit = key->means == Key::Means::quit;
      if (result.quit || result.signal != 0) return std::nullopt;
    }
    draw();
    // What plays by itself goes on with the next demo. The last screen of all stays:
    // it would be gone before anybody has read it.
    const bool goes_on = keeps_pace_ && next_;
    const bool is_time = poller.wait(goes_on ? std::optional(pace_) : std::nullopt).empty();
    if (is_time) return std::nullopt;
    if (!handle_signals(result)) return std::nullopt;
    result.quit = !read_keys();
    if (result.quit) return std::nullopt;
    keeps_pace_ = keeps_pace_ && typed_.empty();
  }
}

bool FullSession::handle_signals(stage::Result& result) {
  while (const auto signal = signals_.next()) {
    if (*signal == SIGWINCH) continue;
    if (*signal != SIGTSTP) {
      result.signal = *signal;
      interrupted(*signal);
      return false;
    }
    suspended();
    os::suffer(SIGTSTP);
    resumed();
  }
  return true;
}

int FullSession::explore() {
  const Phase before = std::exchange(phase_, Phase::exploring);
  os::leave_small_pids();
  Behind behind(*this);
  const os::Stamp end = os::now() + kPatience;
  scene_.overlay.reset();
  scene_.status = "finds out what this demo can come to";
  draw();
  os::Stamp next = os::now();
  Inquiry inquiry(command_, brief_outcomes(), *demo_, argv_, behind, [&](const auto& how_far) {
    if (os::now() < next) return true;
    next = os::now() + std::chrono::milliseconds(100);
    return !is_enough(how_far(), end);
  });
  inquiry.explore();
  inquiry.run_freely();
  view::Style style = style_;
  style.colour = false;
  style.width = screen_.size().columns - 2;
  outcomes_ = view::outcomes_text(inquiry.report(), style);
  scene_.overlay = outcomes_overlay(outcomes_);
  scene_.status.clear();
  phase_ = before;
  draw();
  return inquiry.signal().value_or(0);
}

/// Whether the reader has seen enough, or has waited for long enough.
bool FullSession::is_enough(const std::string& how_far, std::chrono::nanoseconds end) {
  scene_.status = fmt::format("finds out what this demo can come to: {}", how_far);
  draw();
  if (!read_keys()) return true;
  const bool is_tired = !typed_.empty();
  typed_.clear();
  return is_tired || os::now() >= end;
}

}  // namespace app
