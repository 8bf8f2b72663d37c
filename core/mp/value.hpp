#pragma once

#include <memory>

#include "core/mp/detail/inside.hpp"
#include "core/mp/values/shared_cell.hpp"

namespace mp {

/// One T in shared memory. Made before the fork, it is the same object in all
/// processes that descend from it: any may get and set. See Python's
/// multiprocessing.Value.
///
/// Each access is atomic, even if another process accesses it or is killed
/// meanwhile. To make several accesses one, take the guard that lock() returns:
/// other processes wait for it, and if its holder is killed they go on with what
/// it had stored. All of this holds for threads as well; the thread that made a
/// guard must end it.
template <typename T>
class Value {
  static_assert(detail::is_shareable<T>());

 public:
  class Guard;

  /// Throws std::system_error when there is no memory to share.
  explicit Value(const T& initial = T{}, probe::Place place = probe::Place::here())
      : memory_("value", std::make_unique<SharedBytes>(sizeof(T), probe::ObjectType::value, place,
                                                       &initial)) {}
  Value(Value&&) noexcept = default;

  // For Process: what a spawned process is handed.
  explicit Value(detail::Inbound& in) : memory_("value", std::make_unique<SharedBytes>(in)) {}
  void hand_over(detail::Outbound& out) const { memory_->hand_over(out); }

  T get(probe::Place place = probe::Place::here()) const { return cell(place).get(); }
  void set(const T& value, probe::Place place = probe::Place::here()) {
    cell(place).set(value, place);
  }
  /// A get and then a set: two accesses.
  Value& operator+=(const Operand<T>& by) { return cell(by.place) += by, *this; }
  Value& operator-=(const Operand<T>& by) { return cell(by.place) -= by, *this; }

  /// Waits until no other process holds a guard. This process may hold several.
  [[nodiscard]] Guard lock(probe::Place place = probe::Place::here()) {
    return Guard(*memory_, place);
  }

 private:
  SharedCell<T> cell(probe::Place place) const { return {*memory_, 0, place}; }

  detail::Inside<std::unique_ptr<SharedBytes>> memory_;
};

/// While it lives, only this process can use the Value: *guard is the value.
template <typename T>
class Value<T>::Guard : public SharedGuard {
 public:
  Guard(SharedBytes& memory, probe::Place place)
      : SharedGuard(memory, place), cell_(memory, 0, place) {}

  SharedCell<T>& operator*() { return require_here(), cell_; }
  T get(probe::Place place = probe::Place::here()) const {
    return require_here(), cell_.get(place);
  }
  void set(const T& value, probe::Place place = probe::Place::here()) {
    require_here();
    cell_.set(value, place);
  }

 private:
  SharedCell<T> cell_;
};

}  // namespace mp
