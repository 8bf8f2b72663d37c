#pragma once

#include <charconv>
#include <string>
#include <string_view>

namespace os {

/// The fields of /proc/PID/stat, or of a thread's, by their numbers in proc(5),
/// from 3 on: the second is a name, which may contain anything. Made from the
/// file's text.
class StatFields {
 public:
  explicit StatFields(const std::string& text);

  /// There was no such file.
  bool empty() const { return fields_.empty(); }
  char state() const { return fields_.empty() ? '?' : fields_.front(); }
  /// 0 when there is no such field, or it is not a number.
  template <typename Number>
  Number number(int field) const {
    const std::string_view text = at(field);
    Number value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

 private:
  std::string_view at(int field) const;

  std::string fields_;  // from the third on, with a space between two
};

}  // namespace os
