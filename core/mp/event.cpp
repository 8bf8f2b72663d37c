#include "core/mp/event.hpp"

#include <atomic>
#include <new>
#include <optional>

#include "core/mp/act_on.hpp"
#include "core/os/sync/doorbell.hpp"

namespace mp {

struct Event::Shared {
  std::atomic<bool> is_set{false};
  /// How often it was set: who waits goes on although it was cleared since.
  std::atomic<std::uint64_t> times_set{0};
  os::Doorbell happened;
};

Event::Event()
    : name_(probe::name_object(probe::ObjectType::event)),
      memory_(sizeof(Shared)),
      shared_(new (memory_.data()) Shared) {}

void Event::set(probe::Place place) {
  const auto attempt = [&] {
    shared_->is_set = true;
    ++shared_->times_set;
    shared_->happened.ring_all();
    return std::optional(true);
  };
  probe::perform([&] { return act_on(name_, probe::Kind::unlock, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, kNothingToAdd);
}

void Event::clear(probe::Place place) {
  const auto attempt = [&] { return shared_->is_set = false, std::optional(true); };
  probe::perform([&] { return act_on(name_, probe::Kind::close, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, kNothingToAdd);
}

bool Event::is_set() const {
  const bool is_set = shared_->is_set;
  probe::learned([&] { return name_ + (is_set ? " is set" : " is not set"); });
  return is_set;
}

void Event::wait(probe::Place place) {
  wait_until(std::nullopt, place);
}

bool Event::wait_for(Limit limit, probe::Place place) {
  return wait_until(limit.deadline(), place);
}

bool Event::wait_until(probe::Deadline deadline, probe::Place place) {
  std::optional<std::uint64_t> times_before;
  const auto has_happened = [&] { return shared_->is_set || shared_->times_set != times_before; };
  const auto attempt = [&] {
    if (!times_before) times_before = shared_->times_set;
    return has_happened() ? std::optional(true) : std::nullopt;
  };
  const auto sleep = [&](probe::Deadline limit) { shared_->happened.wait(has_happened, limit); };
  return probe::perform([&] { return act_on(name_, probe::Kind::lock, place); }, deadline, attempt,
                        sleep, kNothingToAdd)
      .has_value();
}

}  // namespace mp
