#include "core/view/text/raw.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;

TEST_CASE("raw shows what the demo prints, and nothing else") {
  CHECK(view::render(*view::raw(), killed_child()).empty());
  CHECK(view::render(*view::raw(), fork_child_first()) == R"(one process, 4276, about to become two
child 4277: fork gave me 0, my parent is 4276
parent 4276: fork gave me 4277
)");
}

TEST_CASE("raw leaves bytes as they are, and adds no newline to output") {
  const std::string bytes("\x1b[1m\0\xFF\r", 7);
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .writes(kParent, bytes)
                       .prints(kParent, "")
                       .prints(kParent, bytes)
                       .exits(kParent)
                       .timeline();
  CHECK(view::render(*view::raw(), run) == bytes + "\n" + bytes + "\n");
}
