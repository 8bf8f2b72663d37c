#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/language/wording.hpp"
#include "app/screen/scene.hpp"
#include "core/choice/point.hpp"

namespace app {

/// The processes of a scheduling point as a reader chooses among them: who may
/// act has a number, 1 to 9 for the first nine. A session makes one for each
/// point that it shows.
class Choices {
 public:
  /// `pids`: each process with its PID, and not its name alone.
  Choices(const choice::Point& point, bool pids, const Wording& words = wording(Language::english));

  /// The index of the role with that number; empty when nobody has it.
  std::optional<std::size_t> role_numbered(int number) const;
  int count() const { return static_cast<int>(numbered_.size()); }

  /// "parent 4276": the one that is proposed.
  std::string proposed() const;
  /// "to fork"
  std::string intent() const;
  /// Its number; 0 when there is no other to choose, or no key for it.
  int proposed_number() const;

  /// All others, a line each, with what they could do or wait for. Where they are
  /// too many, the rest of those that may act is named on one line.
  std::vector<std::string> others() const;
  /// All, in the order of their appearance.
  std::vector<Candidate> all() const;
  /// The keys that choose: "Enter", or "Enter 2 3".
  std::string keys() const;

 private:
  std::string name_of(const choice::Role& role) const;
  std::string name_of(pid_t pid) const;
  std::string describe(const choice::Role& role) const;

  const choice::Point& point_;
  bool pids_;
  const Wording& words_;
  std::vector<std::size_t> numbered_;  // indexes of roles
};

/// "parent 4276", or "parent".
std::string name_of(const choice::Role& role, bool pids,
                    const Wording& words = wording(Language::english));

/// Whether the process wakes when it is chosen: it sleeps, or its time has come.
bool wakes_next(const choice::Role& role);

/// "to fork", "to wait for child-1 42": what comes next, after "is about ".
std::string intent_of(const probe::Act& act, bool pids,
                      const Wording& words = wording(Language::english));

}  // namespace app
