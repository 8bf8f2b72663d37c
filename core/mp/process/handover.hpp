#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "core/mp/codec.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/probe/act.hpp"

// How objects that processes share reach a program that is started anew: as the numbers of
// descriptors that stay open, and the few words that tell what is there. They have no Codec,
// so that they cannot be sent through a queue, where nobody would keep the descriptors.

namespace mp::detail {

/// Collects what a fresh program is handed. An object writes itself into it; Process makes
/// one for each start.
class Outbound {
 public:
  explicit Outbound(std::string& to) : to_(to) {}

  template <typename T>
  void value(const T& item) {
    to_.value(item);
  }
  void name(const probe::ObjectRef& object);
  /// Throws mp::Error when it cannot be passed.
  void memory(const os::PassableMemory& memory);
  void descriptor(int number);

  const std::vector<int>& descriptors() const { return descriptors_; }

 private:
  Writer to_;
  std::vector<int> descriptors_;
};

/// Reads it in the fresh program, in the same order. An object makes itself from it.
class Inbound {
 public:
  explicit Inbound(Reader& from) : from_(from) {}

  template <typename T>
  T value() {
    return from_.value<T>();
  }
  probe::ObjectRef name();
  os::PassableMemory memory();
  os::Fd descriptor();

 private:
  Reader& from_;
};

/// Objects of T can be handed to a fresh program.
template <typename T>
concept HandedOver = requires(const T& object, Outbound& out, Inbound& in) {
  object.hand_over(out);
  T(in);
};

}  // namespace mp::detail
