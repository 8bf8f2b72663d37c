#include "core/view/text/jsonl.hpp"

#include <sstream>

#include "core/record/record_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;

TEST_CASE("what jsonl shows is the record, and can be read again") {
  std::istringstream record(view::render(*view::jsonl(), killed_child()));
  Collector runs;
  record::read_record(record, runs);
  CHECK(runs.runs() == std::vector{killed_child()});
}

TEST_CASE("each piece of jsonl is one whole line") {
  const auto shown = view::jsonl();
  const auto run = chinese();
  const auto is_a_line = [](const std::string& piece) {
    return piece.starts_with('{') && piece.find('\n') == piece.size() - 1;
  };
  CHECK(is_a_line(shown->begin(run.run, view::SourceListing{})));
  for (const auto& event : run.events) CHECK(is_a_line(shown->event(event)));
  CHECK(is_a_line(shown->end(run.end)));
}
