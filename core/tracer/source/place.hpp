#pragma once

#include <string>

namespace tracer {

/// A line of a program's source.
struct Place {
  std::string file;  ///< an absolute path
  int line = 0;      ///< from 1

  bool operator==(const Place&) const = default;
};

}  // namespace tracer
