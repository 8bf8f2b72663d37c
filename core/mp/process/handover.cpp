#include "core/mp/process/handover.hpp"

#include "core/mp/error.hpp"

namespace mp::detail {

void Outbound::name(const probe::ObjectRef& object) {
  value(object);
}

void Outbound::memory(const os::PassableMemory& memory) {
  const auto place = memory.place();
  if (!place) {
    throw Error(
        "cannot spawn this: an object that it is handed was made when this process had no "
        "descriptor left, or may have no file of that size in memory (ulimit -n, ulimit -f), and "
        "only forks share it; raise the limit, or fork");
  }
  descriptor(place->descriptor);
  value(place->offset);
  value(memory.size());
}

void Outbound::descriptor(int number) {
  value(number);
  descriptors_.push_back(number);
}

probe::ObjectRef Inbound::name() {
  return value<probe::ObjectRef>();
}

os::PassableMemory Inbound::memory() {
  os::Fd file = descriptor();
  const auto offset = value<std::size_t>();
  const auto size = value<std::size_t>();
  return {std::move(file), offset, size};
}

os::Fd Inbound::descriptor() {
  return os::copy_of(value<int>());
}

}  // namespace mp::detail
