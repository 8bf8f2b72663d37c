#pragma once

#include "core/record/timeline.hpp"

namespace app {

/// Writes what a traced program wrote to where it would have gone without us:
/// its standard output to ours, its standard error to ours, each byte as it was.
/// The traced run drives it.
class OutputPassthrough {
 public:
  /// `output`: also the standard output; else the standard error only.
  explicit OutputPassthrough(bool output) : output_(output) {}

  /// Throws what write_to_stdout() throws.
  void event(const record::Event& event);

 private:
  bool output_;
};

}  // namespace app
