#pragma once

#include "core/record/timeline.hpp"

namespace app {

/// Passes on what a traced program wrote: its standard output to ours, its
/// standard error to ours, byte for byte. The traced run drives it.
class OutputPassthrough {
 public:
  /// `output`: also standard output; otherwise only standard error.
  explicit OutputPassthrough(bool output) : output_(output) {}

  /// Throws what write_to_stdout() throws.
  void event(const record::Event& event);

 private:
  bool output_;
};

}  // namespace app
