#include "core/view/formats.hpp"

#include <set>

#include "core/view/outcomes/outcome_formats.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

TEST_CASE("text is the default format, and each format is found by its name") {
  CHECK(view::formats().front().name == "text");
  std::set<std::string_view> names;
  for (const auto& format : view::formats()) {
    CHECK(view::format_named(format.name) == &format);
    CHECK(names.insert(format.name).second);
    CHECK_FALSE(format.description.empty());
    CHECK_FALSE(format.description.ends_with('.'));
  }
  CHECK(names.contains("raw"));
  CHECK(names.contains("jsonl"));
}

TEST_CASE("every format shows every hand-written run") {
  using namespace support;
  for (const auto& format : view::formats())
    for (const auto& run : {fork_parent_first(), chinese()})
      CHECK_FALSE(view::render(*format.make({}), run).empty());
}

TEST_CASE("there is no format of another name") {
  CHECK(view::format_named("") == nullptr);
  CHECK(view::format_named("Text") == nullptr);
  CHECK(view::format_named("jsonl ") == nullptr);
}

TEST_CASE("a format of outcomes is found by its name, and text is the default") {
  CHECK(view::outcome_formats().front().name == "text");
  std::set<std::string_view> names;
  for (const auto& format : view::outcome_formats()) {
    CHECK(view::outcome_format_named(format.name) == &format);
    CHECK(names.insert(format.name).second);
    CHECK_FALSE(format.description.empty());
    CHECK_FALSE(format.description.ends_with('.'));
  }
  CHECK(names == std::set<std::string_view>{"text", "jsonl", "json", "svg", "html", "dot"});
  CHECK(view::outcome_format_named("lanes") == nullptr);
}
