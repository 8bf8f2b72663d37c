#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace view {

/// Assigns columns of the terminal to processes. The lanes report processes that
/// come, act and end, and ask where to draw.
///
/// The width is divided by two, three, four, and more in larger steps, so that
/// columns seldom move. If there is no room for one more, the processes that
/// acted longest ago share the last column. Processes move into it or out of it
/// only when the columns are rearranged and the names repeated.
class LaneColumns {
 public:
  /// A narrower column would be unreadable; the shared one also shows names.
  static constexpr std::size_t kNarrowest = 14;
  static constexpr std::size_t kSharedNarrowest = 20;
  /// Where every text has a short form: five of them fit into 80.
  static constexpr std::size_t kTight = 13;
  /// A longer line is hard to read.
  static constexpr std::size_t kWidest = 56;

  struct Place {
    std::size_t left;  ///< the position of its bar
    bool shared;

    bool operator==(const Place&) const = default;
  };

  /// A fixed set of columns and the processes that get them. With it a drawing can
  /// be repeated without columns moving.
  struct Seating {
    std::size_t columns = 2;
    bool shared = false;
    std::map<int, std::size_t> seats = {};
  };

  explicit LaneColumns(std::size_t room);

  /// From now on columns may be as narrow as kTight. Called before the first process.
  void tighten() { narrowest_ = kTight; }
  /// Whether they are narrower than is readable without that.
  bool are_tight() const { return width_ < kNarrowest; }

  /// A seating for so many processes at once.
  Seating seating_for(std::size_t processes) const;
  /// Called before the first process.
  void follow(Seating seating);
  /// From now on there are never fewer columns.
  void keep_layout();
  /// The current seating, including ended processes whose columns are free.
  Seating seating() const;

  /// Gives the process a column. Gives the process a column. Gives the process
  /// a column. True: all columns have moved.
  bool admit(int process);
  void act(int process);
  /// It has ended. It keeps its place as long as no other process needs it.
  void end(int process);
  void forget(int process);

  /// Rearranges the columns: first for the processes that have acted since the
  /// last time, then for those that have one, each as wide as possible. True: a
  /// process has moved.
  bool arrange();
  /// Acts until now no longer count for arrange().
  void begin_anew() { arranged_ = now_; }

  /// Empty: it is unknown, or another process has its place.
  std::optional<Place> place(int process) const;

  /// The column after the last one that a text beginning there may use.
  std::size_t reach(const Place& place) const;

  /// Processes with a column of their own, from left to right.
  std::vector<int> owners() const;

  /// The same, with ended processes as long as their columns are free: the names above
  /// the columns.
  std::vector<std::pair<Place, int>> last_owners() const;

  /// The position of the shared column; empty: no process is in it.
  std::optional<std::size_t> shared_left() const;

 private:
  struct Resident {
    std::uint64_t acted = 0;
    bool ended = false;
    std::optional<std::size_t> column;  // empty: the shared one
  };

  bool move_in(int process);
  void assign(std::uint64_t since);
  void lay_out(std::size_t columns, bool shared);

  std::size_t room_;
  std::size_t narrowest_ = kNarrowest;
  std::size_t width_ = 0;
  bool has_shared_ = false;
  std::size_t sharing_ = 0;
  Seating seating_;
  std::vector<int> occupants_;  // of each column; 0: none
  std::vector<int> lasts_;      // the current or last owner; 0: none yet
  std::map<int, Resident> residents_;
  std::uint64_t now_ = 0;
  std::uint64_t arranged_ = 0;
};

}  // namespace view
