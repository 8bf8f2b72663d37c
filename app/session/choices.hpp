#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/language/wording.hpp"
#include "app/screen/scene.hpp"
#include "core/choice/point.hpp"

namespace app {

/// The processes of a scheduling point for a reader to choose from: nine of those
/// that may act have the numbers 1 to 9, at first the first nine. A session makes one
/// for each point that it shows.
class Choices {
 public:
  /// `pids`: each process with its PID, not only its name. `turned`: how often the reader
  /// has asked for the next nine; after the last come the first.
  Choices(const choice::Point& point, bool pids, const Wording& words = wording(Language::english),
          std::size_t turned = 0);

  /// What each role's choice leaves, in their order; nothing, unless it is said.
  void add_leaves(std::vector<std::string> leaves) { leaves_ = std::move(leaves); }

  /// The index of the role with that number; empty: none.
  std::optional<std::size_t> role_numbered(int number) const;
  int count() const { return static_cast<int>(numbered_.size()); }
  /// Whether there are more than have a number.
  bool has_more() const;

  /// "parent 4276": the proposed process.
  std::string proposed() const;
  /// "to fork"
  std::string intent() const;
  /// What its choice leaves; "": nothing to tell.
  std::string leaves() const { return leaves_of(point_.proposed); }
  /// Its number; 0 when it is the only choice, or has no key.
  int proposed_number() const;

  /// All others, a line each, with what they could do or wait for. If there are
  /// too many, the rest of those that may act share a line.
  std::vector<std::string> others() const;
  /// All, in the order of their appearance.
  std::vector<Candidate> all() const;
  /// The keys that choose: "Enter", or "Enter 2 3".
  std::string keys() const;

 private:
  std::string name_of(const choice::Role& role) const;
  std::string name_of(pid_t pid) const;
  /// The number of the one that may act with that index among them; 0: it has none now.
  int number_of(std::size_t index) const;
  std::string describe(const choice::Role& role) const;
  std::string leaves_of(std::size_t role) const {
    return role < leaves_.size() ? leaves_[role] : std::string();
  }

  const choice::Point& point_;
  bool pids_;
  const Wording& words_;
  bool has_files_ = false;             // the processes are in several source files
  std::vector<std::size_t> numbered_;  // indexes of roles that may act
  std::size_t first_ = 0;              // of these that has a number
  std::vector<std::string> leaves_;
};

/// "parent 4276", or "parent".
std::string name_of(const choice::Role& role, bool pids,
                    const Wording& words = wording(Language::english));

/// Whether choosing the process wakes it: it sleeps, or its time has come.
bool wakes_next(const choice::Role& role);

/// "to fork", "to wait for child-1 42": what comes next, after "is about ".
std::string intent_of(const probe::Act& act, bool pids,
                      const Wording& words = wording(Language::english));

}  // namespace app
