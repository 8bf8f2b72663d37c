#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace record {

/// The members of one line of a record: a JSON object, of which the fields of
/// schema 1 are kept and all others ignored. RecordReader drives it, line after
/// line, so that strings keep their memory from one line to the next.
class RecordFields {
 public:
  /// What is wrong with the line, without its number.
  struct Problem : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  enum class Key : std::uint8_t {
    type,
    schema,
    lesson,
    demo,
    mode,
    argv,
    started,
    seq,
    t,
    pid,
    ppid,
    process,
    name,
    kind,
    text,
    file,
    line,
    thread,
    beneath,
    object,
    variable,
    value,
    bytes,
    hex,
    peer,
    status,
    signal,
    events,
    lost,
    schedule,
    reason,
    uncontrolled,
    unknown,
  };

  /// Takes in one line, without its newline. Throws Problem when it is not one
  /// JSON object in UTF-8; then the fields hold nothing of use.
  void parse(std::string_view line);

  bool has(Key key) const { return slot(key).type != Type::absent; }

  /// The fields by type; Problem when there is a value of another type or, for
  /// those that are not optional, none. `whose` names the line: "an event".
  std::string& text(Key key, const char* whose);
  std::string* text_if(Key key);  ///< nullptr: absent
  std::int64_t whole(Key key, const char* whose, std::int64_t low, std::int64_t high) const;
  std::optional<int> whole_if(Key key, int low, int high) const;
  std::optional<std::chrono::nanoseconds> seconds_if(Key key) const;  ///< 0 or more
  std::vector<std::string>& texts(Key key, const char* whose);

 private:
  enum class Type : std::uint8_t { absent, text, whole, number, texts, other };

  struct Slot {
    Type type = Type::absent;
    std::int64_t whole = 0;
    double number = 0;
    std::string text;  // of a text; of a number its digits as they stood there
  };

  class Listener;

  Slot& slot(Key key) { return slots_[static_cast<std::size_t>(key)]; }
  const Slot& slot(Key key) const { return slots_[static_cast<std::size_t>(key)]; }
  const Slot& require(Key key, const char* whose) const;

  // The last one takes the values of unknown fields.
  std::array<Slot, static_cast<std::size_t>(Key::unknown) + 1> slots_;
  std::vector<std::string> texts_;  // of the one list in a line
};

}  // namespace record
