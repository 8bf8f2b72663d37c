#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace lessons {

/// The pages' prose and titles in another language, as PO files hold them: the
/// English paragraph is the key. app asks it for each paragraph that it shows.
class Translation {
 public:
  /// Takes in a PO file. What is not translated, or marked as fuzzy (the English
  /// has changed since), is left out. A test keeps the files well-formed.
  void read(std::string_view po);

  /// Of a title, or of a paragraph_of() a page. Lives as long as this does.
  std::optional<std::string_view> of(std::string_view english) const;

  using Entries = std::map<std::string, std::string, std::less<>>;
  const Entries& entries() const { return entries_; }

 private:
  Entries entries_;
};

/// All that the build embedded, read when it is first asked for.
const Translation& traditional_chinese();

}  // namespace lessons
