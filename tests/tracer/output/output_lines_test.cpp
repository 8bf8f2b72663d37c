#include "core/tracer/output/output_lines.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

namespace {

using tracer::Caller;
using tracer::OutputLines;
using tracer::Stream;

constexpr Caller kAnn{1, 1};
constexpr Caller kBen{2, 2};

/// The lines passed on: "1:text", or "1!text" for standard error.
struct Heard {
  std::vector<std::string> pieces;
  OutputLines lines{[this](const Caller& writer, Stream stream, std::string bytes) {
    pieces.push_back(std::to_string(writer.process) + (stream == Stream::error ? "!" : ":") +
                     bytes);
  }};
};

using Pieces = std::vector<std::string>;

TEST_CASE("a line that is written in pieces is handed over whole") {
  Heard heard;
  heard.lines.put(kAnn, Stream::output, "one ");
  heard.lines.put(kAnn, Stream::output, "line\ntwo");
  CHECK(heard.pieces == Pieces{"1:one line\n"});
  CHECK(heard.lines.has_unfinished());
  heard.lines.flush(kAnn.process);
  CHECK(heard.pieces == Pieces{"1:one line\n", "1:two"});
  CHECK_FALSE(heard.lines.has_unfinished());
}

TEST_CASE("writers who take turns within a line are heard in turns") {
  Heard heard;
  for (int i = 0; i < 2; ++i) {
    heard.lines.put(kAnn, Stream::output, "a");
    heard.lines.put(kBen, Stream::output, "b");
  }
  heard.lines.flush();
  CHECK(heard.pieces == Pieces{"1:a", "2:b", "1:a", "2:b"});
}

TEST_CASE("the two streams of one writer are heard in the order in which it wrote") {
  Heard heard;
  heard.lines.put(kAnn, Stream::error, "Checking... ");
  heard.lines.put(kAnn, Stream::output, "ok\n");
  CHECK(heard.pieces == Pieces{"1!Checking... ", "1:ok\n"});
}

TEST_CASE("a flood comes together up to its last line") {
  Heard heard;
  const std::string flood(OutputLines::kFlood, '\n');
  heard.lines.put(kAnn, Stream::output, flood + "rest");
  CHECK(heard.pieces == Pieces{"1:" + flood});
  CHECK(heard.lines.has_unfinished());
}

TEST_CASE("a line without an end comes in pieces of a megabyte") {
  Heard heard;
  const std::string half(OutputLines::kMaxLine / 2, 'x');
  for (int i = 0; i < 4; ++i) heard.lines.put(kAnn, Stream::output, half);
  CHECK(heard.pieces.size() == 2);
  CHECK_FALSE(heard.lines.has_unfinished());
}

}  // namespace
