#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace view {

/// Which process has which columns of the terminal. The lanes tell it who comes,
/// acts and goes, and ask where to draw.
///
/// Two processes share the room, three, four, and more in wider steps, so that
/// columns seldom move. When there is no room for one more, the last column is
/// everybody's who has none: those that acted longest ago. Nobody moves into it
/// or out of it but where columns are arranged anew and the names said again.
class LaneColumns {
 public:
  /// A column narrower than that cannot be read; the shared one has names to tell.
  static constexpr std::size_t kNarrowest = 14;
  static constexpr std::size_t kSharedNarrowest = 20;
  /// A longer line is hard to follow with the eye.
  static constexpr std::size_t kWidest = 56;

  struct Place {
    std::size_t left;  ///< where its bar stands
    bool shared;

    bool operator==(const Place&) const = default;
  };

  /// Columns that are there from the beginning, and never become fewer, and which of
  /// them processes get when they come. What was drawn once can be drawn again so,
  /// and nothing moves while it is.
  struct Seating {
    std::size_t columns = 2;
    bool shared = false;
    std::map<int, std::size_t> seats = {};
  };

  explicit LaneColumns(std::size_t room);

  /// For so many processes at once.
  Seating seating_for(std::size_t processes) const;
  /// Before anybody has come.
  void follow(Seating seating);
  /// There are never fewer columns than now.
  void keep_layout();
  /// As it is now; those who have gone have the columns that nobody took since.
  Seating seating() const;

  /// True: all columns have moved.
  bool admit(int process);
  void act(int process);
  /// It has ended. It keeps its place as long as nobody else needs it.
  void end(int process);
  void forget(int process);

  /// Gives the columns to those that acted since this was done before, then to
  /// those that have one, and as much room as there is. True: somebody has moved.
  bool arrange();
  /// What was done until now gives nobody a column.
  void begin_anew() { arranged_ = now_; }

  /// Empty: it has never come, or its place is another's now.
  std::optional<Place> place(int process) const;

  /// The column behind the last one where a text that begins there may stand.
  std::size_t reach(const Place& place) const;

  /// Processes with a column of their own, from left to right.
  std::vector<int> owners() const;

  /// The same with those who have gone, as long as nobody has their column: who is told
  /// of above it.
  std::vector<std::pair<Place, int>> last_owners() const;

  /// Where the shared column stands; empty: nobody is in it.
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
  std::size_t width_ = 0;
  bool has_shared_ = false;
  std::size_t sharing_ = 0;
  Seating seating_;
  std::vector<int> occupants_;  // of each column; 0: nobody
  std::vector<int> lasts_;      // who had it last, or has it; 0: nobody yet
  std::map<int, Resident> residents_;
  std::uint64_t now_ = 0;
  std::uint64_t arranged_ = 0;
};

}  // namespace view
