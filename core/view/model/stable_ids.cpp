#include "core/view/model/stable_ids.hpp"

#include <algorithm>
#include <charconv>

#include "core/record/first_bytes.hpp"

namespace view {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_of_a_word(char c) {
  return is_digit(c) || is_letter(c) || c == '_';
}

/// Whether the word from `begin` up to `end` is a part of something longer: of
/// a decimal number like 4.25, or of a name like child-1.
bool is_a_part(std::string_view text, std::size_t begin, std::size_t end) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : ' '; };
  if (at(end) == '.' && is_digit(at(end + 1))) return true;
  if (begin < 2) return false;
  if (text[begin - 1] == '.') return is_digit(text[begin - 2]);
  return text[begin - 1] == '-' && is_letter(text[begin - 2]);
}

/// Whether `text` ends with `word` and a space after it.
bool ends_with_word(std::string_view text, std::string_view word) {
  if (!text.ends_with(' ')) return false;
  text.remove_suffix(1);
  if (!text.ends_with(word)) return false;
  text.remove_suffix(word.size());
  return text.empty() || text.back() == ' ' || text.back() == '(';
}

bool is_address(std::string_view word) {
  return word.size() >= 10 && word.starts_with("0x") &&
         std::all_of(word.begin() + 2, word.end(), is_hex_digit);
}

/// Whether the value is no page's, but our own number of something: which task it is.
/// No PID is among those.
bool is_counted_by_us(const probe::Act& act) {
  return act.kind == probe::Kind::sleep || act.object.type == probe::ObjectType::pool;
}

}  // namespace

void StableIds::begin(const record::Run& run) {
  roster_ = {};
  outside_.reset();
  is_stable_ = false;
  addresses_.clear();
  next_.begin(run);
}

void StableIds::event(const record::Event& event) {
  roster_.add(event);
  if (!outside_) is_stable_ = event.pid == 1 && event.ppid == 0;
  if (!outside_) outside_ = event.ppid;
  if (is_stable_) return next_.event(event);
  record::Event stable = event;
  stable.pid = ordinal_of(event.pid);
  stable.ppid = ordinal_of(event.ppid);
  stable.name = name_of(event.pid);
  if (const auto peer = event.act.peer) {
    stable.act.peer = ordinal_of(*peer);
    const Roster::Member* member = roster_.find(*peer);
    const std::string& name = event.act.peer_name;
    if (member && !name.empty() && name == member->name) stable.act.peer_name = name_of(*peer);
  }
  stable.act.text = renamed(event.act.text);
  has_named_pids_ = has_named_pids_ || has_named_one_;
  if (!is_counted_by_us(event.act)) stable.act.value = renamed(event.act.value);
  // A PID that is no text cannot be told from other bytes.
  stable.act.bytes = record::is_text(event.act.bytes) ? renamed(event.act.bytes) : "";
  next_.event(stable);
}

void StableIds::end(const record::End& end) {
  record::End stable = end;
  if (!is_stable_) stable.reason = renamed(end.reason);
  next_.end(stable);
}

pid_t StableIds::ordinal_of(pid_t pid) const {
  const Roster::Member* member = roster_.find(pid);
  return member ? member->ordinal : 0;
}

// A process without a known name is named by its PID, "process-4277". The
// kernel chose that, too, so its ordinal replaces the PID.
std::string StableIds::name_of(pid_t pid) const {
  const Roster::Member* member = roster_.find(pid);
  if (!member) return {};
  const std::string anonymous = "process-";
  if (member->name.empty() || member->name == anonymous + std::to_string(pid))
    return anonymous + std::to_string(member->ordinal);
  return member->name;
}

std::string StableIds::renamed(std::string_view text) {
  has_named_one_ = false;
  std::string stable;
  stable.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::find_if_not(begin, text.end(), is_of_a_word);
    const auto length = static_cast<std::size_t>(end - begin);
    if (length == 0) {
      stable += text[i++];
      continue;
    }
    const std::string_view word = text.substr(i, length);
    const bool part = is_a_part(text, i, i + length);
    const std::string name = part ? std::string(word) : name_for(word).value_or(std::string(word));
    has_named_one_ = has_named_one_ || (name != word && !is_address(word));
    if (name == word || !ends_with_word(stable, name)) {
      stable += name;
    } else {
      stable.pop_back();  // "parent 4276": the name need not be repeated
    }
    i += length;
  }
  return stable;
}

std::optional<std::string> StableIds::name_for(std::string_view word) {
  if (is_address(word)) return address_named(word.substr(2));
  return process_named(word);
}

std::optional<std::string> StableIds::process_named(std::string_view digits) const {
  pid_t pid = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, pid);
  if (error != std::errc() || stop != end || digits.front() == '0') return std::nullopt;
  if (roster_.find(pid)) return name_of(pid);
  // In a sandbox it is 1, like many another number.
  if (pid == outside_ && pid != 1) return "mpdemo";
  return std::nullopt;
}

std::string StableIds::address_named(std::string_view digits) {
  std::string key(digits);
  for (char& c : key)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const auto [found, fresh] = addresses_.try_emplace(std::move(key));
  if (fresh) found->second = "address-" + std::to_string(addresses_.size());
  return found->second;
}

}  // namespace view
