#pragma once

#include <fmt/core.h>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "core/mp/detail/inside.hpp"
#include "core/mp/error.hpp"
#include "core/mp/values/shared_cell.hpp"

namespace mp {

/// An index or a length as it was written, with its line: -1 stays -1, so that
/// the error message can show it.
struct Index {
  template <std::integral Integer>
  Index(Integer number, probe::Place at = probe::Place::here())
      : value(std::in_range<std::ptrdiff_t>(number) ? static_cast<std::ptrdiff_t>(number)
                                                    : std::numeric_limits<std::ptrdiff_t>::max()),
        place(at) {}

  std::ptrdiff_t value;
  probe::Place place;
};

/// A fixed number of T in shared memory. Made before the fork, it is the same
/// object in all processes that descend from it: any may read and write. See
/// Python's multiprocessing.Array.
///
/// Each access, to an element or a slice, is atomic, even if another process
/// accesses it or is killed meanwhile. To make several accesses one, take the
/// guard that lock() returns: other processes wait for it, and if its holder is
/// killed they go on with what it had stored. All of this holds for threads as
/// well; the thread that made a guard must end it.
template <typename T>
class Array {
  static_assert(detail::is_shareable<T>());

 public:
  class Iterator;

  /// `size` elements (0 or more), all zero. Throws mp::Error when `size` is
  /// below zero or absurd, and std::system_error when there is no memory to
  /// share.
  explicit Array(Index size) : Array(checked(size), nullptr, size.place) {}
  /// As many elements as there are values: a({1, 2, 3}), a(vector).
  explicit Array(const std::vector<T>& values, probe::Place place = probe::Place::here())
      : Array(values.size(), values.data(), place) {}
  Array(Array&&) noexcept = default;

  // For Process: what a spawned process is handed.
  explicit Array(detail::Inbound& in) : memory_("array", std::make_unique<SharedBytes>(in)) {}
  void hand_over(detail::Outbound& out) const { memory_->hand_over(out); }

  std::size_t size() const { return memory_->size() / sizeof(T); }

  /// An element, to read or to assign. Throws mp::Error when the index is out
  /// of range; so do the two below.
  SharedCell<T> operator[](Index index) { return cell(index.value, index.place); }
  T operator[](Index index) const { return cell(index.value, index.place).get(); }

  T get(Index index) const { return cell(index.value, index.place).get(); }
  void set(Index index, const T& value) { cell(index.value, index.place).set(value, index.place); }

  /// `count` elements from index `first` on. Throws mp::Error when there are
  /// not that many.
  std::vector<T> slice(Index first, Index count) const {
    check(first.value, count.value);
    std::vector<T> values(static_cast<std::size_t>(count.value));
    memory_->load(offset(first.value), values.data(), values.size() * sizeof(T), first.place,
                  [&] { return label(first.value, count.value) + describe(values); });
    return values;
  }

  /// Replaces the elements from index `first` on by `values`. Throws mp::Error,
  /// and changes none, when there are not enough elements.
  void assign(Index first, const std::vector<T>& values) {
    const auto count = static_cast<std::ptrdiff_t>(values.size());
    check(first.value, count);
    memory_->store(offset(first.value), values.data(), values.size() * sizeof(T), first.place,
                   [&] { return label(first.value, count) + describe(values); });
  }
  /// The same for `count` elements, which must be the number of values.
  void assign(Index first, Index count, const std::vector<T>& values) {
    if (!std::cmp_equal(count.value, values.size()))
      throw Error(fmt::format("{} values cannot replace a slice of {}: give as many", values.size(),
                              count.value));
    assign(first, values);
  }

  /// Waits until no other process holds a guard. This process may hold several.
  [[nodiscard]] SharedGuard lock(probe::Place place = probe::Place::here()) {
    return SharedGuard(*memory_, place);
  }

  /// For reading, one access per element.
  Iterator begin() const { return size(), Iterator(*this, 0); }
  Iterator end() const { return Iterator(*this, static_cast<std::ptrdiff_t>(size())); }

 private:
  Array(std::size_t size, const T* values, probe::Place place)
      : memory_("array", std::make_unique<SharedBytes>(size * sizeof(T), probe::ObjectType::array,
                                                       place, values)) {}

  static std::size_t checked(Index size) {
    constexpr auto kMost = std::numeric_limits<std::ptrdiff_t>::max() / sizeof(T);
    if (size.value < 0 || std::cmp_greater_equal(size.value, kMost))
      throw Error(fmt::format("an array cannot have {} elements", size.value));
    return static_cast<std::size_t>(size.value);
  }

  static std::size_t offset(std::ptrdiff_t index) {
    return static_cast<std::size_t>(index) * sizeof(T);
  }
  static std::string label(std::ptrdiff_t first, std::ptrdiff_t count) {
    return fmt::format("[{}, {}) = ", first, first + count);
  }

  SharedCell<T> cell(std::ptrdiff_t index, probe::Place place) const {
    if (index < 0 || std::cmp_greater_equal(index, size()))
      throw Error(fmt::format("there is no element {}: the array has {}", index, size()));
    const bool seen = probe::watcher() != nullptr;
    return {*memory_, offset(index), place, seen ? fmt::format("[{}] = ", index) : std::string()};
  }

  void check(std::ptrdiff_t first, std::ptrdiff_t count) const {
    const auto all = static_cast<std::ptrdiff_t>(size());
    if (first < 0 || count < 0 || first > all || count > all - first)
      throw Error(fmt::format("there are no {} elements from index {} on: the array has {}", count,
                              first, all));
  }

  detail::Inside<std::unique_ptr<SharedBytes>> memory_;
};

/// Reads an Array element by element.
template <typename T>
class Array<T>::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = T;

  Iterator(const Array& array, std::ptrdiff_t index) : array_(&array), index_(index) {}

  T operator*() const { return array_->get(index_); }
  Iterator& operator++() { return ++index_, *this; }
  Iterator operator++(int) { return std::exchange(*this, Iterator(*array_, index_ + 1)); }
  bool operator==(const Iterator& other) const { return index_ == other.index_; }

 private:
  const Array* array_;
  std::ptrdiff_t index_;
};

}  // namespace mp
