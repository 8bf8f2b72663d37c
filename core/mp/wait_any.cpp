#include "core/mp/wait_any.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "core/mp/connection.hpp"
#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/parent.hpp"
#include "core/mp/process.hpp"
#include "core/os/descriptors/message_socket.hpp"
#include "core/os/descriptors/poller.hpp"

namespace mp {
namespace {

using std::chrono::milliseconds;

/// How long a look at what has no descriptor may be put off: first, and at most.
constexpr milliseconds kFirstNap{1};
constexpr milliseconds kLongestNap{5};

std::string listed(const std::vector<Waitable>& objects) {
  std::string text;
  for (const Waitable& one : objects) text += (text.empty() ? "" : ", ") + one.name();
  return text;
}

/// Which of them are ready now.
std::vector<std::size_t> ready_among(const std::vector<Waitable>& objects) {
  if (std::any_of(objects.begin(), objects.end(), [](const auto& one) { return one.is_process(); }))
    probe::stand_by();
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].is_ready()) ready.push_back(i);
  }
  return ready;
}

/// Sleeps until one may be ready.
void sleep_among(const std::vector<Waitable>& objects, probe::Deadline deadline, milliseconds nap) {
  std::vector<int> descriptors;
  for (const Waitable& one : objects) {
    if (one.descriptor() >= 0) descriptors.push_back(one.descriptor());
  }
  if (descriptors.size() < objects.size())
    deadline = std::min(deadline.value_or(os::Stamp::max()), os::now() + nap);
  os::wait_to_read(descriptors, deadline);
}

std::vector<std::size_t> wait_until(const std::vector<Waitable>& objects, probe::Deadline deadline,
                                    probe::Place place) {
  if (objects.empty()) throw Error("there is nothing to wait for: name at least one object");
  probe::Watcher* seen = probe::watcher();
  const probe::Act looking =
      seen ? act_on(probe::ObjectRef::called(listed(objects)), probe::Kind::wait, place)
           : probe::Act();
  if (seen) seen->hold(looking, deadline);
  for (milliseconds nap = kFirstNap;; nap = std::min(nap * 2, kLongestNap)) {
    auto ready = ready_among(objects);
    if (!ready.empty() || (deadline && probe::now() >= *deadline)) {
      probe::learned([&] {
        std::string text = "ready:";
        for (const std::size_t i : ready) text += fmt::format(" {}", i);
        return text;
      });
      if (seen) seen->gave_up(looking);
      return ready;
    }
    if (!seen || !seen->blocked(looking, deadline)) sleep_among(objects, deadline, nap);
  }
}

}  // namespace

Waitable::Waitable(std::string name, int descriptor, bool is_process)
    : name_(std::move(name)),
      descriptor_(descriptor),
      is_process_(is_process),
      is_ready_([descriptor] { return os::wait_to_receive(descriptor, os::Stamp(0)); }) {}

Waitable::Waitable(const PipeEnd& end) : Waitable(end.name(), end.receiving_descriptor(), false) {}

Waitable::Waitable(const Process& process) : Waitable(process.name(), process.sentinel(), true) {}

Waitable::Waitable(const ParentProcess& parent)
    : Waitable(parent.name(), parent.sentinel(), true) {}

Waitable::Waitable(const Event& event)
    : Waitable(event.name(), [&event] { return event.is_set_now(); }) {}

Waitable::Waitable(int descriptor)
    : Waitable(fmt::format("descriptor {}", descriptor), descriptor, false) {}

std::vector<std::size_t> wait_any(const std::vector<Waitable>& objects, probe::Place place) {
  return wait_until(objects, std::nullopt, place);
}

std::vector<std::size_t> wait_any_for(const std::vector<Waitable>& objects, Limit limit,
                                      probe::Place place) {
  return wait_until(objects, limit.deadline(), place);
}

}  // namespace mp
