#pragma once

#include <string>
#include <vector>

namespace app {

/// What there is to read beside the help of each command: `mpdemo help keys`. The
/// manual has it, too.
struct Topic {
  std::string name;
  std::string title;
  std::string text;  ///< lines of at most 79 columns
};

const std::vector<Topic>& topics();

/// nullptr: there is none of that name.
const Topic* topic_called(const std::string& name);

}  // namespace app
