#include "core/view/model/open_arrows.hpp"

#include <algorithm>
#include <utility>

namespace view {
namespace {

using probe::Act;
using probe::Kind;

std::string key_of(const std::string& object, const std::string& value) {
  return object + '\n' + value;
}

}  // namespace

bool OpenArrows::leaves(const Act& act) {
  return act.kind == Kind::put || act.kind == Kind::send || (act.kind == Kind::task && act.status);
}

bool OpenArrows::arrives(const Act& act) {
  return act.kind == Kind::get || act.kind == Kind::recv || (act.kind == Kind::task && !act.status);
}

void OpenArrows::leave(const Act& act, Origin origin) {
  const std::string value = act.kind == Kind::task ? "result of " + act.value : act.value;
  open_[key_of(act.object, value)].push_back(std::move(origin));
}

std::optional<OpenArrows::Origin> OpenArrows::arrive(const Act& act, int ordinal) {
  const auto found = open_.find(key_of(act.object, act.value));
  if (found == open_.end()) return std::nullopt;
  auto& origins = found->second;
  auto first = origins.begin();
  // At a two-way pipe both ends may have sent the same value: ours comes from
  // the other one.
  if (act.kind == Kind::recv)
    first = std::find_if(origins.begin(), origins.end(),
                         [ordinal](const Origin& one) { return one.ordinal != ordinal; });
  if (first == origins.end()) first = origins.begin();
  Origin origin = std::move(*first);
  origins.erase(first);
  if (origins.empty()) open_.erase(found);
  return origin;
}

}  // namespace view
