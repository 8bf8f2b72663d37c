#include "core/view/mermaid/mermaid.hpp"

#include <algorithm>

#include "core/view/mermaid/mermaid_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/exported_runs.hpp"

using namespace support;

namespace {

std::string diagram(const record::Timeline& run, const view::Style& style = {},
                    std::string_view title = "") {
  return view::render(*view::mermaid(style), run, {title, "", ""});
}

}  // namespace

TEST_CASE("a fork creates a participant, its reap destroys it, and all else are notes") {
  CHECK(diagram(fork_parent_first(), {}, "fork() returns twice") == R"(sequenceDiagram
  participant p1_1 as parent 4276
  Note over p1_1: fork/basic<br/>fork() returns twice
  Note over p1_1: one process, 4276, about to become two
  create participant p1_2 as child-1 4277
  p1_1->>p1_2: fork
  Note over p1_1: parent 4276#58; fork gave me 4277
  Note over p1_2: starts
  Note over p1_1: waits for child-1
  Note over p1_2: child 4277#58; fork gave me 0, my parent is 4276
  Note over p1_2: exit 0
  destroy p1_2
  p1_2-->>p1_1: reaped
  Note over p1_1: exit 0
)");
}

TEST_CASE("in a diagram, values and signals are arrows") {
  CHECK(diagram(terminated_reader(), {.pids = false}) == R"(sequenceDiagram
  participant p1_1 as parent
  Note over p1_1: queue/small
  create participant p1_2 as child-1
  p1_1->>p1_2: fork
  Note over p1_1: puts Tony into queue-1
  Note over p1_2: starts
  p1_1->>p1_2: queue-1#58; Tony
  Note over p1_1: sleeps 2 s
  Note over p1_2: waits for queue-1
  p1_1-xp1_2: SIGTERM
  Note over p1_2: killed by SIGTERM
  Note over p1_1: waits for child-1
  destroy p1_2
  p1_2-->>p1_1: reaped
  Note over p1_1: exit 0
)");
}

TEST_CASE("a diagram says how a run ended, and what was written too late to be drawn") {
  CHECK_THAT(diagram(killed_child()),
             ContainsSubstring("  Note over p1_1: The run failed#58; child-1 4277 was killed "
                               "by<br/>SIGKILL (9).\n"));
  auto run = fork_parent_first();
  run.events.insert(run.events.end() - 1, run.events[6]);
  run.events[9].act.kind = probe::Kind::output;
  CHECK_THAT(diagram(run), ContainsSubstring("  Note over p1_1: child-1 4277#58; child 4277#58;"));
}

TEST_CASE("several runs are one diagram, and no two participants have the same id") {
  const auto view = view::mermaid({});
  const std::string text = document_of(*view, orphan(), killed_child());
  CHECK(text.find("sequenceDiagram\n") == text.rfind("sequenceDiagram\n"));
  CHECK_THAT(text, ContainsSubstring("  Note over p1_1: fork/orphan\n") &&
                       ContainsSubstring("  participant p2_1 as parent 4276\n") &&
                       ContainsSubstring("  Note over p2_1: fork/killed\n") &&
                       ContainsSubstring("  create participant p2_2 as child-1 4277\n"));
}

TEST_CASE("a run without events is a diagram, too") {
  CHECK(diagram(TimelineBuilder("fork", "none").timeline()) == R"(sequenceDiagram
  participant p1_1 as nobody
  Note over p1_1: fork/none
)");
}

TEST_CASE("in a diagram, hostile texts are text, in one statement each") {
  const std::string text = diagram(hostile_run(), {.ascii = true});
  CHECK(is_harmless(text));
  CHECK(text.size() < 4000);
  CHECK_THAT(text, ContainsSubstring("as end#92;x1b#91;2J#92;n#60;/script#62; 4277\n"));
  CHECK_THAT(text, !ContainsSubstring("</") && !ContainsSubstring("%%"));
  std::string_view rest = text;
  rest.remove_prefix(rest.find('\n') + 1);
  while (!rest.empty()) {
    const std::string line(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(line.size() + 1);
    CAPTURE(line);
    CHECK(std::count(line.begin(), line.end(), ':') <= 1);
    // Each ends an entity.
    CHECK(std::count(line.begin(), line.end(), ';') == std::count(line.begin(), line.end(), '#'));
  }
}

TEST_CASE("what steers mermaid is written as the number of the character") {
  CHECK(view::mermaid_text("a; b #1 <br> 50% Straße") ==
        "a#59; b #35;1 #60;br#62; 50#37; Stra#223;e");
  CHECK(view::mermaid_text("進程 🎉") == "進程 🎉");
  CHECK(view::mermaid_length("aß進🎉") == 5);
}

TEST_CASE("a diagram that mermaid refuses by default says so") {
  TimelineBuilder run("fork", "long");
  run.starts(kParent);
  for (int i = 0; i < 2000; ++i) run.prints(kParent, "a line like many others");
  const std::string text = diagram(run.timeline());
  CHECK(text.substr(text.rfind("\n%%") + 1) ==
        "%% 84,078 characters: mermaid draws at most 50,000, unless its maxTextSize is set to "
        "more\n");
  CHECK_THAT(diagram(orphan()), !ContainsSubstring("%%"));
}
