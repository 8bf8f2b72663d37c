#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lessons/catalogue.hpp"
#include "lessons/folder.hpp"

namespace lessons {

struct ReadLesson;

/// A catalogue to which the lessons of folders are added. It owns the texts that these
/// lessons refer to. main's catalogue is one, and each run adds the reader's folders to it.
class Library {
 public:
  explicit Library(Catalogue first) : catalogue_(std::move(first)) {}
  Library(Library&&) = default;

  /// Adds the lesson of a folder, or its demos to the lesson of that name, whose title and
  /// level stay. Returns what is
  /// wrong with it: a demo that cannot be used is left out, and with it a lesson that has no
  /// other. Its translations are known from now on.
  std::vector<Complaint> add(Folder folder);

  /// In the order of learning.
  const Catalogue& catalogue() const { return catalogue_; }

 private:
  Catalogue catalogue_;
  // What the catalogue refers to; their elements stay where they are.
  std::deque<Folder> folders_;
  std::deque<std::string> texts_;
  std::vector<std::shared_ptr<ReadLesson>> kept_;
  std::deque<Program> programs_;
};

}  // namespace lessons
