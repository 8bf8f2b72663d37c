#include "core/os/process/stat_fields.hpp"

#include <algorithm>

namespace os {

StatFields::StatFields(const std::string& text) {
  constexpr std::string_view kAfterName = ") ";
  const auto name_end = text.rfind(kAfterName);
  if (name_end != std::string::npos) fields_ = text.substr(name_end + kAfterName.size());
}

std::string_view StatFields::at(int field) const {
  constexpr int kFirst = 3;
  std::string_view rest = fields_;
  for (; field > kFirst; --field) {
    const auto space = std::min(rest.find(' '), rest.size());
    rest.remove_prefix(std::min(space + 1, rest.size()));
  }
  return rest.substr(0, rest.find(' '));
}

}  // namespace os
