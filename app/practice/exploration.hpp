#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/options.hpp"
#include "app/practice/programs/draft.hpp"
#include "core/choice/explorer.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/choice/schedule.hpp"
#include "core/os/descriptors/private_folder.hpp"
#include "core/record/outcome.hpp"

namespace app {
class ElsewhereWorking;
class TriedFile;
}  // namespace app

namespace app::practice {

/// A run that shows something.
struct Way {
  choice::Schedule schedule;
  /// The number of the choice after which no run ends well; 0: there is none.
  std::size_t turning_point = 0;
};

/// Called now and then with the number of schedules tried so far; or none.
using HowFar = std::function<void(std::uint64_t tried)>;

/// All runs of a small program: it is built, and every schedule is tried. What makes a
/// problem drives it, and asks what the program can come to.
class Exploration {
 public:
  /// Tries them all. Throws EnvironmentError if this machine cannot, and Interrupted.
  /// Its runs work in `working`.
  Exploration(const std::string& source, Programming programming, const Invocation& invocation,
              const ElsewhereWorking& working, const HowFar& how_far);
  Exploration(const Exploration&) = delete;
  Exploration& operator=(const Exploration&) = delete;
  ~Exploration();

  /// Nothing is left to try, and each run either ended well or could not go on.
  bool is_proved() const { return is_proved_; }
  /// All that can be seen of its runs.
  const std::map<Output, record::Outcome>& outputs() const { return outputs_; }
  /// How many processes each run has; empty: not each has as many.
  std::optional<int> processes() const;
  /// The schedules that were tried.
  std::uint64_t schedules() const { return schedules_; }

  /// The shortest run that shows it.
  std::optional<Way> way_to(const Output& output);
  /// The shortest one that neither ends well nor hangs; empty: there is none.
  std::optional<Way> way_to_failure();

 private:
  void explore(const Invocation& invocation, const ElsewhereWorking& working,
               const HowFar& how_far);
  std::optional<Way> way_to(const record::Outcome& outcome);

  os::PrivateFolder folder_;
  std::unique_ptr<TriedFile> file_;
  std::shared_ptr<choice::Explorer> explorer_;
  bool is_proved_ = false;
  std::map<Output, record::Outcome> outputs_;
  std::optional<record::Outcome> failure_;
  int fewest_ = 0;
  int most_ = 0;
  std::uint64_t schedules_ = 0;
};

/// "practice.c"
std::string file_name(Programming programming);

/// Writes a program into a file of that name.
void write_program(const std::string& path, const std::string& source);

}  // namespace app::practice
