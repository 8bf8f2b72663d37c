#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "app/cli/options.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// A sentence: what the system has refused us, and which limit to raise, if that is the matter.
std::string refused_by_system(const std::system_error& error);

/// What to do where the system has no more of something, as the end of a sentence; empty: the error
/// says something else.
std::optional<std::string_view> remedy_for(const std::error_code& error);

/// Whether there is room for the processes of a lesson. Throws EnvironmentError when this shell
/// allows fewer open files than their run takes.
void make_sure_of_room(const LessonCommand& command);

/// Notes whether the system has refused something to one of a demo's processes, so that it is not
/// the demo that failed. It stands in front of the consumer that writes the run.
class Shortage : public record::Consumer {
 public:
  explicit Shortage(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override { next_.end(end); }

  /// The sentence about what was refused in this run.
  const std::optional<std::string>& refused() const { return refused_; }

 private:
  record::Consumer& next_;
  std::optional<std::string> refused_;
};

}  // namespace app
