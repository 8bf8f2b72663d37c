#include "core/view/chrome/chrome_track.hpp"

#include <algorithm>
#include <utility>

namespace view {
namespace {

// The duration of a short act is unknown. It is drawn long enough to be visible
// and clickable in a run of some milliseconds.
constexpr std::int64_t kMoment = 100;

}  // namespace

std::string ChromeTrack::call(const std::string& name) {
  if (name == name_) return {};
  name_ = name;
  return events_.about(born_.pid, "process_name", name) +
         events_.about(born_.pid, "thread_name", name);
}

std::string ChromeTrack::act(std::int64_t at, std::string name, std::string args, bool lasts) {
  std::string before = close_act(at);
  act_ = {at, std::move(name), std::move(args), lasts, {}};
  in_act_ = true;
  return before;
}

std::string ChromeTrack::written(std::int64_t begun_at, std::int64_t now) {
  return in_act_ && act_.at == begun_at ? close_act(now) : std::string();
}

std::string ChromeTrack::end(std::int64_t at) {
  if (std::exchange(ended_, true)) return {};
  std::string json = close_act(at);
  json += events_.slice(born_, at - born_.at, life_, {});
  // Readers bind an arrow to a slice that they have already read.
  return json + flow_end(fork_, born_.at);
}

std::string ChromeTrack::close_act(std::int64_t now) {
  if (!std::exchange(in_act_, false)) return {};
  const std::int64_t length = now - act_.at;
  std::string json = events_.slice(
      {born_.pid, act_.at}, act_.lasts ? length : std::min(length, kMoment), act_.name, act_.args);
  for (const Arrival& arrival : act_.arrivals) json += flow_end(arrival, act_.at);
  return json;
}

std::string ChromeTrack::flow_end(Arrival arrival, std::int64_t at) {
  if (arrival.flow == 0) return {};
  return events_.flow_end({born_.pid, at}, arrival.flow, arrival.name);
}

}  // namespace view
