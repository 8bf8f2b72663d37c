#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "app/cli/options.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// The sentence about an allocation that failed.
extern const std::string_view kNoMemory;

/// A sentence: what the system refused, and which limit to raise, if that is the reason.
std::string refused_by_system(const std::system_error& error);

/// What to do about a shortage, as the end of a sentence; empty: the error means something else.
std::optional<std::string_view> remedy_for(const std::error_code& error);

/// Throws EnvironmentError if this shell allows fewer open files, fewer processes or less memory
/// than the lesson needs.
void make_sure_of_room(const LessonCommand& command);

/// Notes whether the system refused something to one of a demo's processes, so that the demo
/// itself is not to blame. It passes the run on to the consumer that writes it.
class Shortage : public record::Consumer {
 public:
  explicit Shortage(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override { next_.end(end); }

  /// A sentence about what was refused in this run.
  const std::optional<std::string>& refused() const { return refused_; }

 private:
  record::Consumer& next_;
  std::optional<std::string> refused_;
};

}  // namespace app
