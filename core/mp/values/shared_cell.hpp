#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include "core/mp/codec.hpp"
#include "core/mp/detail/inside.hpp"
#include "core/mp/values/describe.hpp"
#include "core/mp/values/shared_bytes.hpp"

namespace mp {

namespace detail {

/// Whether processes can share a T: the compiler says here why not. Value and Array ask
/// as soon as there is one.
template <typename T>
constexpr bool is_shareable() {
  static_assert(std::is_trivially_copyable_v<T>,
                "processes share plain bytes, so they can only share what is copied as bytes: "
                "numbers, std::array, and structs of them. std::pair and std::tuple are not (their "
                "assignment is more than a copy): write a struct. Nor is what owns memory, as "
                "std::string and std::vector: send it through a Queue");
  static_assert(!kIsAddress<T>,
                "an address means nothing in another process: share what it points to");
  return true;
}

}  // namespace detail

/// The right side of `v += x`, and its line: an operator has no parameter for a
/// place.
template <typename T>
struct Operand {
  Operand(const T& operand, probe::Place at = probe::Place::here()) : value(operand), place(at) {}
  /// Mainly for another shared cell. Numbers are converted before they get here.
  template <std::convertible_to<T> Other>
  requires(!std::is_arithmetic_v<Other> && !std::is_same_v<Other, T>)
      Operand(const Other& operand, probe::Place at = probe::Place::here())
      : value(operand), place(at) {}

  T value;
  probe::Place place;
};

/// One T in shared memory: what a[i] and *guard return. Reading and assigning
/// are one access each. `+=` is two, a load and then a store: other processes
/// may act between them, unless a guard is held.
template <typename T>
class SharedCell {
  static_assert(detail::is_shareable<T>());

 public:
  /// `label` precedes the value in the record: "[3] = ".
  SharedCell(SharedBytes& memory, std::size_t offset, probe::Place place, std::string label = {})
      : memory_(&memory), offset_(offset), place_(place), label_(std::move(label)) {}
  SharedCell(const SharedCell&) = default;

  T get(probe::Place place) const {
    std::array<std::byte, sizeof(T)> bytes;
    memory_->load(offset_, bytes.data(), sizeof(T), place,
                  [&] { return label_ + describe(std::bit_cast<T>(bytes)); });
    return std::bit_cast<T>(bytes);
  }
  void set(const T& value, probe::Place place) {
    memory_->store(offset_, &value, sizeof(T), place, [&] { return label_ + describe(value); });
  }

  T get() const { return get(place_); }
  operator T() const { return get(place_); }

  SharedCell& operator=(const Operand<T>& to) { return set(to.value, to.place), *this; }
  /// a[i] = a[j] assigns the value; self-assignment is harmless.
  // NOLINTNEXTLINE(bugprone-unhandled-self-assignment)
  SharedCell& operator=(const SharedCell& other) { return set(other.get(), place_), *this; }
  SharedCell& operator+=(const Operand<T>& by) {
    return store_later(static_cast<T>(get(by.place) + by.value), by.place);
  }
  SharedCell& operator-=(const Operand<T>& by) {
    return store_later(static_cast<T>(get(by.place) - by.value), by.place);
  }

 private:
  SharedCell& store_later(const T& value, probe::Place place) {
    memory_->invite_others();
    return set(value, place), *this;
  }

  SharedBytes* memory_;
  std::size_t offset_;
  probe::Place place_;
  std::string label_;
};

/// Holds the lock of a Value or an Array as long as it lives; lock() makes it.
class SharedGuard {
 public:
  SharedGuard(SharedBytes& memory, probe::Place place) : memory_("guard", &memory), place_(place) {
    memory_->lock(place_);
  }
  SharedGuard(SharedGuard&&) noexcept = default;
  SharedGuard& operator=(SharedGuard&&) = delete;
  ~SharedGuard() {
    if (memory_) unlock(place_);
  }

  /// Ends it now. Twice is fine.
  void unlock(probe::Place place = probe::Place::here()) {
    SharedBytes& memory = *memory_;
    if (std::exchange(holds_, false)) memory.unlock(place);
  }

 protected:
  void require_here() const { static_cast<void>(*memory_); }

 private:
  detail::Inside<SharedBytes*> memory_;
  probe::Place place_;
  bool holds_ = true;
};

}  // namespace mp
