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
  /// Adds a PO file. Entries without a translation, or marked as fuzzy (the
  /// English has changed since), are left out. A test checks that the files are
  /// well-formed.
  void read(std::string_view po);

  /// The translation of a paragraph_of() a page, or of a title: that is a sentence
  /// without its full stop, which is looked up as well. Valid as long as this object.
  std::optional<std::string_view> of(std::string_view english) const;

  using Entries = std::map<std::string, std::string, std::less<>>;
  const Entries& entries() const { return entries_; }

 private:
  Entries entries_;
};

/// All embedded translations, read on first use, and those that were learned.
const Translation& traditional_chinese();

/// Adds a PO file to them: that of a lesson that the reader brings.
void learn_traditional_chinese(std::string_view po);

}  // namespace lessons
