#include "app/session/silent_effect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/session/choices.hpp"

namespace app {
namespace {

using choice::Standing;

/// Whether others could act before that sleeper wakes by itself.
bool is_before_its_time(const choice::Point& point, std::size_t who) {
  const choice::Role& sleeper = point.roles[who];
  if (sleeper.standing != Standing::asleep) return false;
  return std::any_of(point.roles.begin(), point.roles.end(), [&](const choice::Role& other) {
    return other.standing == Standing::ready ||
           (other.number != sleeper.number && other.until && *other.until < *sleeper.until);
  });
}

}  // namespace

void SilentEffect::choose(const choice::Point& point, std::size_t who) {
  // If no process can act, the run ends.
  if (who >= point.roles.size()) return forget();
  chosen_ = point.roles[who];
  was_early_ = is_before_its_time(point, who);
  is_told_ = false;
}

std::optional<SilentEffect::Unseen> SilentEffect::at(const choice::Point& now, const Wording& words,
                                                     bool pids) {
  const auto before = std::exchange(chosen_, std::nullopt);
  if (!before) return std::nullopt;
  const bool explains = was_early_ && !early_is_explained_;
  if (is_told_ && !explains) return std::nullopt;
  const auto found = std::find_if(now.roles.begin(), now.roles.end(),
                                  [&](const auto& role) { return role.number == before->number; });
  if (found == now.roles.end()) return std::nullopt;
  early_is_explained_ = early_is_explained_ || explains;
  Unseen unseen{*found, {}, std::nullopt};
  const auto filled = [&](std::string_view sentence) {
    return fmt::format(fmt::runtime(sentence), name_of(*before, pids));
  };
  if (wakes_next(*before)) {
    unseen.act.emplace().kind = probe::Kind::wake;
    unseen.sentence = filled(explains ? words.wakes_early : words.wakes);
  } else if (found->standing == Standing::blocked) {
    unseen.act = found->next;
    unseen.act->kind = probe::Kind::block;
    unseen.act->value.clear();
    // By its name: in a repeated run it is another process.
    if (!unseen.act->target().empty()) unseen.act->peer.reset();
    unseen.sentence = filled(words.waits_on);
  } else {
    unseen.sentence = filled(words.goes_on);
  }
  return unseen;
}

}  // namespace app
