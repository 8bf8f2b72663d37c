#include "core/choice/footprint.hpp"

namespace choice {

bool conflict(const Footprint& one, const Footprint& other) {
  using Kind = Footprint::Kind;
  if (one.kind == Kind::unknown || other.kind == Kind::unknown) return true;
  if (one.kind != Kind::memory || other.kind != Kind::memory) return false;
  const bool is_common =
      one.object == other.object && one.begin < other.end && other.begin < one.end;
  return is_common && (one.changes || other.changes);
}

}  // namespace choice
