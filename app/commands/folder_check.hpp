#pragma once

#include <string>
#include <vector>

#include "core/tracer/signal_relay.hpp"
#include "lessons/library.hpp"

namespace app {

/// Looks for all that is wrong or missing in one lesson's folder. It compiles the pages in C
/// and runs each page a few times, to see which lines act and what its questions show. The
/// command makes one for each folder.
class FolderCheck {
 public:
  explicit FolderCheck(const std::string& path);

  /// By file and line. Throws EnvironmentError when the machine cannot run a page, and
  /// Interrupted.
  std::vector<lessons::Complaint> complaints();
  const std::string& path() const { return folder_.path; }

 private:
  void check_page(const lessons::Page& page);
  void check_twin(const lessons::Demo& demo);
  bool compiles(const lessons::Page& page);
  void check_translations(const lessons::Lesson& lesson);
  void run(const lessons::Lesson& lesson, const lessons::Demo& demo);
  void complain(std::string_view file, int line, std::string sentence);

  std::vector<lessons::Complaint> complaints_;
  lessons::Folder folder_;
};

}  // namespace app
