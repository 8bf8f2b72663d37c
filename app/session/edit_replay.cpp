#include "app/session/edit_replay.hpp"

#include <utility>

#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"

namespace app {

void EditReplay::want(const choice::Point* point, const std::string& shown_file) {
  is_wanted_ = true;
  place_ = {shown_file};
  if (!point) return;
  const auto take = [&](const choice::Role& role) {
    const bool is_there =
        role.next.line > 0 && (place_.file.empty() || role.next.file == place_.file);
    if (is_there) place_ = {role.next.file, role.next.line};
    return is_there;
  };
  if (point->proposed < point->roles.size() && take(point->roles[point->proposed])) return;
  for (const auto& role : point->roles) {
    if (take(role)) return;
  }
}

const Edited& EditReplay::edit(const Subject& subject, const choice::Schedule& made) {
  is_wanted_ = false;
  edited_ = subject.edit(place_);
  is_replay_ = true;
  expected_ = made.size();
  return edited_;
}

std::string EditReplay::told(std::size_t made, const Wording& words, Language language) {
  if (!std::exchange(is_replay_, false)) return "";
  if (!edited_.sentence.empty()) return as_sentence(view::harmless(edited_.sentence), language);
  return as_sentence(made < expected_ ? view::filled(words.edited_parts, made, expected_)
                                      : view::filled(words.runs_edited, made + 1),
                     language);
}

}  // namespace app
