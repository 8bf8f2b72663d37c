#include "core/record/record_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/record/utf8.hpp"

namespace record {
namespace {

using Json = nlohmann::json;
using Key = RecordFields::Key;
using Problem = RecordFields::Problem;
using std::chrono::nanoseconds;

constexpr std::array<std::string_view, static_cast<std::size_t>(Key::unknown)> kKeys = {
    "type", "schema", "lesson",  "demo",    "mode",     "argv",     "started", "seq",
    "t",    "pid",    "ppid",    "process", "name",     "kind",     "text",    "file",
    "line", "thread", "beneath", "object",  "variable", "value",    "bytes",   "hex",
    "peer", "status", "signal",  "events",  "lost",     "schedule", "reason",  "uncontrolled"};

std::string_view name_of(Key key) {
  return kKeys[static_cast<std::size_t>(key)];
}

Key key_named(std::string_view name) {
  const auto found = std::find(kKeys.begin(), kKeys.end(), name);
  return static_cast<Key>(found - kKeys.begin());  // the end is Key::unknown
}

/// The first byte of `line` that is not UTF-8, from 1; 0 when all of it is.
std::size_t first_bad_byte(std::string_view line) {
  for (std::size_t i = 0; i < line.size();) {
    const auto next = decode_utf8(line.substr(i));
    if (next.code == kReplacement && line.substr(i, next.length) != "\xEF\xBF\xBD") return i + 1;
    i += next.length;
  }
  return 0;
}

/// The parser's own words, without its name, the position (which counts from
/// another origin) and the token, which can be as long as the line.
std::string reason_in(std::string_view message) {
  if (const auto end = message.find("; last read"); end != message.npos)
    message = message.substr(0, end);
  if (const auto start = message.rfind(" - "); start != message.npos)
    message.remove_prefix(start + 3);
  else if (const auto colon = message.find(": "); colon != message.npos)
    message.remove_prefix(colon + 2);
  return std::string(message.substr(0, 160));
}

/// "12.000345678" as nanoseconds, digit by digit: a double would lose the last
/// of them in a run of more than a hundred days. Empty: not of this form, or
/// out of range. Decimals after the ninth are dropped.
std::optional<nanoseconds> exact_seconds(std::string_view digits) {
  constexpr std::int64_t kMostSeconds = 9'000'000'000;
  std::int64_t whole = 0;
  const char* const end = digits.data() + digits.size();
  const auto [point, error] = std::from_chars(digits.data(), end, whole);
  if (error != std::errc() || digits.front() == '-' || whole > kMostSeconds) return std::nullopt;
  if (point != end && *point != '.') return std::nullopt;

  std::int64_t fraction = 0;
  std::int64_t place = 100'000'000;
  for (const char* digit = point; digit != end && ++digit != end; place /= 10) {
    if (*digit < '0' || *digit > '9') return std::nullopt;
    fraction += (*digit - '0') * place;
  }
  return nanoseconds(whole * 1'000'000'000 + fraction);
}

}  // namespace

/// Receives the parser's events and keeps the values of known fields. The
/// parser drives it; false stops the parser.
class RecordFields::Listener {
 public:
  explicit Listener(RecordFields& fields) : fields_(fields) {}

  const std::string& problem() const { return problem_; }

  bool null() { return scalar(Type::other); }
  bool boolean(bool) { return scalar(Type::other); }
  bool number_integer(std::int64_t number) {
    if (!scalar(Type::whole)) return false;
    if (depth_ == 1) slot_->whole = number;
    return true;
  }
  bool number_unsigned(std::uint64_t number) {
    if (number <= std::uint64_t{std::numeric_limits<std::int64_t>::max()})
      return number_integer(static_cast<std::int64_t>(number));
    return number_float(static_cast<double>(number), {});
  }
  bool number_float(double number, const std::string& digits) {
    if (!scalar(Type::number)) return false;
    if (depth_ == 1) {
      slot_->number = number;
      slot_->text = digits;
    }
    return true;
  }
  bool string(std::string& text) {
    if (depth_ == 2 && slot_->type == Type::texts) {
      fields_.texts_.push_back(text);
      return true;
    }
    if (!scalar(Type::text)) return false;
    if (depth_ == 1) slot_->text.swap(text);
    return true;
  }
  bool binary(Json::binary_t&) { return scalar(Type::other); }

  bool start_object(std::size_t) {
    if (depth_ == 1) slot_->type = Type::other;
    spoil_list();
    ++depth_;
    return true;
  }
  bool start_array(std::size_t) {
    if (depth_ == 0) return no_object();
    spoil_list();
    if (depth_ == 1) {
      const bool ours =
          slot_ == &fields_.slot(Key::argv) || slot_ == &fields_.slot(Key::uncontrolled);
      slot_->type = ours ? Type::texts : Type::other;
      if (ours) fields_.texts_.clear();
    }
    ++depth_;
    return true;
  }
  bool key(std::string& name) {
    if (depth_ == 1) slot_ = &fields_.slot(key_named(name));
    return true;
  }
  bool end_object() { return leave(); }
  bool end_array() { return leave(); }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) {
    problem_ = fmt::format("this is not JSON: {} at byte {}; a line of a record is one JSON object",
                           reason_in(error.what()), position);
    return false;
  }

 private:
  bool leave() {
    --depth_;
    return true;
  }

  bool scalar(Type type) {
    if (depth_ == 0) return no_object();
    if (depth_ == 1) slot_->type = type;
    spoil_list();
    return true;
  }

  /// A list that contains anything but strings is invalid.
  void spoil_list() {
    if (depth_ == 2 && slot_->type == Type::texts) slot_->type = Type::other;
  }

  bool no_object() {
    problem_ =
        "this is JSON, but no object; a line of a record looks like {\"type\":\"event\",...}";
    return false;
  }

  RecordFields& fields_;
  Slot* slot_ = &fields_.slot(Key::unknown);
  int depth_ = 0;  // 1: inside the line's object
  std::string problem_;
};

void RecordFields::parse(std::string_view line) {
  for (Slot& slot : slots_) slot.type = Type::absent;
  // The parser would take a NUL for the end of the text.
  if (const auto nul = line.find('\0'); nul != line.npos)
    throw Problem(fmt::format(
        "byte {} is NUL, which no text has; the file is damaged or not a record", nul + 1));
  Listener listener(*this);
  if (Json::sax_parse(line.begin(), line.end(), &listener)) return;
  if (const std::size_t bad = first_bad_byte(line); bad != 0)
    throw Problem(fmt::format(
        "byte {} is not UTF-8; the file is damaged, or was saved in another encoding", bad));
  throw Problem(listener.problem());
}

const RecordFields::Slot& RecordFields::require(Key key, const char* whose) const {
  if (!has(key)) throw Problem(fmt::format("{} without \"{}\"", whose, name_of(key)));
  return slot(key);
}

std::string& RecordFields::text(Key key, const char* whose) {
  require(key, whose);
  return *text_if(key);
}

std::string* RecordFields::text_if(Key key) {
  if (!has(key)) return nullptr;
  if (slot(key).type != Type::text)
    throw Problem(fmt::format("\"{}\" must be a string", name_of(key)));
  return &slot(key).text;
}

std::int64_t RecordFields::whole(Key key, const char* whose, std::int64_t low,
                                 std::int64_t high) const {
  const Slot& found = require(key, whose);
  if (found.type != Type::whole || found.whole < low || found.whole > high)
    throw Problem(
        fmt::format("\"{}\" must be a whole number from {} to {}", name_of(key), low, high));
  return found.whole;
}

std::optional<int> RecordFields::whole_if(Key key, int low, int high) const {
  if (!has(key)) return std::nullopt;
  return static_cast<int>(whole(key, "", low, high));
}

std::optional<nanoseconds> RecordFields::seconds_if(Key key) const {
  if (!has(key)) return std::nullopt;
  const Slot& found = slot(key);
  std::optional<nanoseconds> t;
  if (found.type == Type::whole) t = exact_seconds(std::to_string(found.whole));
  if (found.type == Type::number) t = exact_seconds(found.text);
  // Digits with an exponent, which never have nine decimals.
  if (!t && found.type == Type::number && found.number >= 0 && found.number <= 9e9)
    t = nanoseconds(std::llround(found.number * 1e9));
  if (!t)
    throw Problem(
        fmt::format("\"{}\" must be a number of seconds from 0 to 9000000000", name_of(key)));
  return t;
}

std::vector<std::string>& RecordFields::texts(Key key, const char* whose) {
  if (require(key, whose).type != Type::texts)
    throw Problem(fmt::format("\"{}\" must be a list of strings", name_of(key)));
  return texts_;
}

}  // namespace record
