#include "core/view/model/open_arrows.hpp"

#include <algorithm>
#include <utility>

namespace view {

using probe::Act;
using probe::Kind;

bool OpenArrows::leaves(const Act& act) {
  return act.kind == Kind::put || act.kind == Kind::send || (act.kind == Kind::task && act.status);
}

bool OpenArrows::arrives(const Act& act) {
  return act.kind == Kind::get || act.kind == Kind::recv || (act.kind == Kind::task && !act.status);
}

void OpenArrows::leave(const Act& act, Origin origin) {
  const std::string value = act.kind == Kind::task ? "result of " + act.value : act.value;
  open_[act.object.to_string()][value].push_back(std::move(origin));
}

std::optional<OpenArrows::Origin> OpenArrows::arrive(const Act& act, int ordinal) {
  const auto object = open_.find(act.object.to_string());
  if (object == open_.end()) return std::nullopt;
  ByValue& by_value = object->second;
  const auto found = by_value.find(act.value);
  if (found == by_value.end()) return std::nullopt;
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
  if (origins.empty()) by_value.erase(found);
  return origin;
}

}  // namespace view
