#pragma once

#include <memory>
#include <string>
#include <utility>

#include "core/mp/error.hpp"

namespace mp::detail {

/// Points to the state of a movable object. Each such class of mp keeps its whole
/// state behind one, so that every use of a moved-from object is an Error.
///
/// The state does not move with the object: guards and cells that refer to it
/// stay valid.
template <typename Pointer>
class Inside {
 public:
  using Element = typename std::pointer_traits<Pointer>::element_type;

  /// `what` the object is, in the words of the error: "queue".
  Inside(const char* what, Pointer pointer) : what_(what), pointer_(std::move(pointer)) {}
  Inside(const Inside&) = default;
  Inside& operator=(const Inside&) = default;
  Inside(Inside&& other) noexcept
      : what_(other.what_), pointer_(std::exchange(other.pointer_, nullptr)) {}
  Inside& operator=(Inside&& other) noexcept {
    what_ = other.what_;
    pointer_ = std::exchange(other.pointer_, nullptr);
    return *this;
  }
  ~Inside() = default;

  /// Whether there is a state: for destructors, which must not throw.
  explicit operator bool() const { return pointer_ != nullptr; }

  // These throw Error when the object was moved from.
  const Pointer& pointer() const {
    if (!pointer_) [[unlikely]]
      refuse();
    return pointer_;
  }
  Element& operator*() const { return *pointer(); }
  Element* operator->() const { return &*pointer(); }

 private:
  [[noreturn]] void refuse() const {
    throw Error("this " + std::string(what_) +
                " was moved from: use the object that it was moved to");
  }

  const char* what_;
  Pointer pointer_;
};

}  // namespace mp::detail
