#include "core/view/outcomes/side_by_side.hpp"

#include "core/view/formatting/palette.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"
#include "tests/view/drawn_lanes.hpp"

using namespace support;

namespace {

record::Timeline lonely() {
  return TimelineBuilder("trace", "alone.py")
      .starts(kParent)
      .prints(kParent, "nobody else")
      .timeline();
}

std::string compared(const record::Timeline& left, const record::Timeline& right,
                     const view::Style& style) {
  return view::side_by_side({left, {"two of them", "", ""}}, {right, {"one", "", ""}}, style);
}

std::string without_colour(const std::string& text) {
  std::string bare;
  for (const auto& piece : view::unpainted(text)) bare += piece.text;
  return bare;
}

}  // namespace

TEST_CASE("with room for two, each run has half of it, and the longer one goes on alone") {
  CHECK(compared(fork_parent_first(), lonely(), {.width = 124}) ==
        R"(fork/basic   two of them                                        trace/alone.py   one

    0.000  ● parent 4276                                            0.000  ● parent 4276
    0.100  │ one process, 4276, about to become two                 0.100  │ nobody else
    0.200  ├─ fork ───────────────▶● child-1 4277
    0.300  │ parent 4276: fork     │
           │ gave me 4277          │
    0.400  │                       ├ starts
    0.500  ┊ waits for child-1     │
    0.600  ┊                       │ child 4277: fork gave
           ┊                       │ me 0, my parent is 4276
    0.700  ┊                       ■ exit 0
    0.800  │◀─ reaped ─────────────■
    0.900  ■ exit 0

)");
}

TEST_CASE("without room for two, or without columns, one run stands below the other") {
  for (const view::Style style :
       {view::Style{.width = 119}, view::Style{.plain = true, .width = 200}})
    CHECK(compared(fork_parent_first(), lonely(), style) ==
          picture(fork_parent_first(), style, "two of them") + picture(lonely(), style, "one"));
}

TEST_CASE("colours move nothing, and either side may be the longer one") {
  for (const int width : {120, 123, 150, 301}) {
    const auto both = [&](bool colour) {
      const view::Style style{.colour = colour, .width = width};
      return compared(lonely(), fork_child_first(), style) + compared(chinese(), lonely(), style);
    };
    CHECK(without_colour(both(true)) == both(false));
  }
}
