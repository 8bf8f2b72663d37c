#include "core/view/html/page_words.hpp"

#include <fmt/format.h>

#include "core/view/formatting/markup.hpp"
#include "core/view/formatting/script_data.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

/// What a page or its program calls some of the words.
template <typename Some>
struct Name {
  std::string_view name;
  std::string_view Some::*word;
};

constexpr Name<Words::Page> kOnPage[] = {
    {"needs_script", &Words::Page::needs_script},
    {"run", &Words::Page::run},
    {"the_program", &Words::Page::the_program},
    {"lanes", &Words::Page::lanes},
    {"now", &Words::Page::now},
    {"things", &Words::Page::things},
    {"event", &Words::Page::event},
    {"player", &Words::Page::player},
    {"first", &Words::Page::first},
    {"first_key", &Words::Page::first_key},
    {"back", &Words::Page::back},
    {"back_keys", &Words::Page::back_keys},
    {"play", &Words::Page::play},
    {"play_key", &Words::Page::play_key},
    {"forward", &Words::Page::forward},
    {"forward_keys", &Words::Page::forward_keys},
    {"last", &Words::Page::last},
    {"last_key", &Words::Page::last_key},
    {"speed", &Words::Page::speed},
    {"help", &Words::Page::help},
    {"help_key", &Words::Page::help_key},
    {"keys", &Words::Page::keys},
    {"goes_forward", &Words::Page::goes_forward},
    {"goes_back", &Words::Page::goes_back},
    {"plays", &Words::Page::plays},
    {"goes_to_ends", &Words::Page::goes_to_ends},
    {"changes_speed", &Words::Page::changes_speed},
    {"changes_run", &Words::Page::changes_run},
    {"shows_keys", &Words::Page::shows_keys},
    {"how_to_read", &Words::Page::how_to_read},
    {"solid", &Words::Page::solid},
    {"can_run", &Words::Page::can_run},
    {"dashed", &Words::Page::dashed},
    {"waits", &Words::Page::waits},
    {"dotted", &Words::Page::dotted},
    {"sleeps", &Words::Page::sleeps},
    {"square_or_cross", &Words::Page::square_or_cross},
    {"ends", &Words::Page::ends},
    {"thin_dots", &Words::Page::thin_dots},
    {"is_zombie", &Words::Page::is_zombie},
    {"diamond", &Words::Page::diamond},
    {"hands_over", &Words::Page::hands_over},
    {"arrow", &Words::Page::arrow},
    {"goes_over", &Words::Page::goes_over},
    {"grey", &Words::Page::grey},
    {"is_ahead", &Words::Page::is_ahead},
    {"close", &Words::Page::close},
};

constexpr Name<Words::Player> kForPlayer[] = {
    {"play", &Words::Player::play},
    {"pause", &Words::Player::pause},
    {"noEvent", &Words::Player::no_event},
    {"place", &Words::Player::place},
    {"eventAt", &Words::Player::event_at},
    {"notPrinted", &Words::Player::not_printed},
    {"choices", &Words::Player::choices},
    {"running", &Words::Player::running},
    {"waiting", &Words::Player::waiting},
    {"sleeping", &Words::Player::sleeping},
    {"ended", &Words::Player::ended},
    {"cameFrom", &Words::Player::came_from},
    {"andSoOn", &Words::Player::and_so_on},
    {"isCutOff", &Words::Player::is_cut_off},
    {"endedWell", &Words::Player::ended_well},
    {"hasEnded", &Words::Player::has_ended},
};

constexpr Name<Words> kForSentences[] = {
    {"prints", &Words::prints},
    {"emptyLine", &Words::empty_line},
    {"colon", &Words::colon},
    {"stop", &Words::stop},
    {"namedProcess", &Words::named_process},
    {"subject", &Words::subject},
};

std::string word_on_page(std::string_view name, const Words& said) {
  if (name == "language") return std::string(said.picture.tag);
  if (name == "stop") return std::string(said.stop);
  for (const auto& [called, word] : kOnPage)
    if (called == name) return escaped_markup(said.page.*word);
  return fmt::format("@{}@", name);
}

void append_word(std::string& json, std::string_view name, std::string_view word) {
  json += json.empty() ? "{" : ",";
  append_script_string(json, name);
  json += ':';
  append_script_string(json, word);
}

}  // namespace

std::string with_words(std::string_view piece, Language language) {
  constexpr std::string_view kOfNames = "abcdefghijklmnopqrstuvwxyz_";
  const Words& said = words(language);
  std::string text;
  for (auto at = piece.find('@'); at != piece.npos; at = piece.find('@')) {
    text += piece.substr(0, at);
    const auto end = std::min(piece.find_first_not_of(kOfNames, at + 1), piece.size());
    const bool is_name = end > at + 1 && end < piece.size() && piece[end] == '@';
    text += is_name ? word_on_page(piece.substr(at + 1, end - at - 1), said)
                    : std::string(piece.substr(at, end - at));
    piece.remove_prefix(is_name ? end + 1 : end);
  }
  return text.append(piece);
}

std::string words_of_player(Language language) {
  const Words& said = words(language);
  std::string json;
  for (const auto& [name, word] : kForPlayer) append_word(json, name, said.player.*word);
  for (const auto& [name, word] : kForSentences) append_word(json, name, said.*word);
  append_word(json, "from", said.picture.comes_from);
  return "<script type=\"application/json\" id=\"said\">" + json + "}</script>\n";
}

}  // namespace view
