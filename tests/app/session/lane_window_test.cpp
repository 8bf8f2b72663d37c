#include <fmt/format.h>

#include <set>

#include "app/session/lane_pane.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"
#include "tests/support/catch.hpp"

// The lanes in a window: all visible rows have the same columns.

namespace {

using probe::Kind;

class ProcessTree {
 public:
  explicit ProcessTree(app::LanePane& pane) : pane_(pane) {
    pane_.begin({});
    report(0, Kind::start);
  }

  void report(int process, Kind kind, int peer = -1) {
    record::Event event;
    event.seq = ++seq_;
    event.t = std::chrono::microseconds(seq_);
    event.pid = 1000 + process;
    event.ppid = process == 0 ? 999 : 1000;
    event.name = name_of(process);
    event.act.kind = kind;
    if (peer >= 0) event.act.peer = 1000 + peer;
    if (peer >= 0) event.act.peer_name = name_of(peer);
    if (kind == Kind::print) event.act.text = "x\n";
    if (kind == Kind::exit) event.act.status = 0;
    pane_.event(event);
  }
  void fork_child(int child) {
    report(0, Kind::fork, child);
    report(child, Kind::start);
  }
  void remove(int child) {
    report(child, Kind::exit);
    report(0, Kind::reap, child);
  }
  static std::string name_of(int process) {
    return process == 0 ? "parent" : fmt::format("c{}", process);
  }

 private:
  app::LanePane& pane_;
  std::uint64_t seq_ = 0;
};

std::string plain(const std::string& row) {
  std::string text;
  for (const auto& piece : view::unpainted(row)) text += piece.text;
  return text;
}

/// The columns of the names, each after a mark.
std::set<std::size_t> columns_in(const std::string& heads) {
  std::set<std::size_t> columns;
  for (auto at = heads.find("◆"); at != heads.npos; at = heads.find("◆", at + 1))
    columns.insert(view::display_width(std::string_view(heads).substr(0, at)));
  return columns;
}

/// Bars and events of all rows are below those names.
void check_below(app::LanePane& pane, std::size_t rows) {
  const auto columns = columns_in(plain(pane.heads()));
  for (const auto& painted : pane.last_rows(rows)) {
    const std::string row = plain(painted);
    CAPTURE(row, plain(pane.heads()));
    for (const std::string mark : {"│", "├", "●", "■", "┊", "◀"}) {
      for (auto at = row.find(mark); at != row.npos; at = row.find(mark, at + 1)) {
        const auto column = view::display_width(std::string_view(row).substr(0, at));
        // The head of an arrow stands beside its column.
        CHECK((columns.contains(column) || (mark == "◀" && columns.contains(column - 1))));
      }
    }
    // There are no names among the rows.
    CHECK(row.find("◆") == row.npos);
  }
}

}  // namespace

TEST_CASE("When a process comes the rows in sight move into the new columns with it") {
  app::LanePane pane{view::Style{}};
  ProcessTree tree(pane);
  for (int child = 1; child <= 3; ++child) {
    CAPTURE(child);
    tree.fork_child(child);
    CHECK(columns_in(plain(pane.heads())).size() == static_cast<std::size_t>(child) + 1);
    check_below(pane, 24);
  }
}

TEST_CASE("Where columns are shared the rows in sight have the columns of the names, too") {
  app::LanePane pane{view::Style{}};
  ProcessTree tree(pane);
  for (int child = 1; child <= 12; ++child) tree.fork_child(child);
  for (int turn = 0; turn < 100; ++turn) {
    CAPTURE(turn);
    for (int twice = 0; twice < 2; ++twice)
      tree.report(1 + (turn / 7 * 5 + twice) % 12, Kind::print);
    CHECK(columns_in(plain(pane.heads()))
              .contains(view::display_width(
                  plain(pane.heads()).substr(0, plain(pane.heads()).find("◆")))));
    const auto rows = pane.last_rows(24);
    for (const auto& row : rows) CHECK(plain(row).find("◆") == std::string::npos);
    // The first process always keeps its own.
    CHECK_THAT(plain(pane.heads()), ContainsSubstring("◆ parent 1000"));
  }
}

TEST_CASE("Names stay above their columns when their processes have ended") {
  app::LanePane pane{view::Style{}};
  ProcessTree tree(pane);
  tree.fork_child(1);
  tree.fork_child(2);
  const std::string heads = plain(pane.heads());
  tree.remove(2);
  CHECK(plain(pane.heads()) == heads);
  tree.remove(1);
  tree.report(0, Kind::exit);
  CHECK(plain(pane.heads()) == heads);
  record::End end;
  end.status = "deadlock";
  pane.end(end);
  CHECK(plain(pane.heads()) == heads);
  // Another width names them, too.
  pane.set_width(120);
  for (const char* name : {"◆ parent 1000", "◆ c1 1001", "◆ c2 1002"})
    CHECK_THAT(plain(pane.heads()), ContainsSubstring(name));
}

TEST_CASE("A column is named after the process that has it now") {
  app::LanePane pane{view::Style{}};
  ProcessTree tree(pane);
  for (int child = 1; child <= 20; ++child) {
    tree.fork_child(child);
    CHECK_THAT(plain(pane.heads()), ContainsSubstring(fmt::format("c{} {}", child, 1000 + child)));
    tree.remove(child);
    check_below(pane, 3);
  }
  // One after the other they need no more columns than two do.
  CHECK(columns_in(plain(pane.heads())).size() == 2);
}

TEST_CASE("A run that is made again has its columns from the beginning") {
  app::LanePane pane{view::Style{}};
  ProcessTree first(pane);
  first.fork_child(1);
  first.fork_child(2);
  const auto rows = pane.last_rows(100);
  ProcessTree again(pane);
  again.fork_child(1);
  CHECK(pane.last_rows(100) == std::vector(rows.begin(), rows.begin() + 3));
  // With a known number of processes, all columns exist from the beginning.
  app::LanePane told{view::Style{}};
  told.expect(3);
  ProcessTree only(told);
  only.fork_child(1);
  CHECK(told.last_rows(100) == std::vector(rows.begin(), rows.begin() + 3));
}
