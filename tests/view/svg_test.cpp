#include "core/view/svg/svg.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "tests/bench/made_up_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using view::Style;

namespace {

std::string document(const record::Timeline& run, const Style& style = {},
                     const view::SourceListing& listing = {}) {
  return view::render(*view::svg(style), run, listing);
}

/// The drawing, without the head and the style.
std::string drawings(const std::string& document) {
  const auto paper = document.find("<rect class=\"paper\" fill=\"#fff\" width");
  return document.substr(document.find('\n', paper) + 1);
}

std::size_t times(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// All numbers after ` name="`.
std::vector<int> values_of(const std::string& name, const std::string& document) {
  std::vector<int> values;
  const std::string key = " " + name + "=\"";
  for (auto at = document.find(key); at != document.npos; at = document.find(key, at + 1))
    values.push_back(std::atoi(document.c_str() + at + key.size()));
  return values;
}

}  // namespace

TEST_CASE("a lifeline for each process, drawn as far as it lives") {
  const Style style{.time = view::Time::none};
  CHECK(drawings(document(killed_child(), style)) ==
        R"svg(<g transform="translate(0 0)">
<path class="t c1" stroke="#a65c00" d="M21 56V116"/>
<path class="t c2" stroke="#0b6fa8" d="M404 76V136"/>
<path class="t s c1" stroke="#a65c00" d="M21 116V156"/>
<path class="t c1" stroke="#a65c00" d="M21 156V176"/>
<text class="b" x="16" y="30">fork/killed</text>
<path class="n c1" fill="#a65c00" stroke="#a65c00" d="M16 56a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"/>
<text class="b" x="33" y="60">parent 4276</text>
<path class="a c1" stroke="#a65c00" d="M21 76H398"/>
<path class="n c1" fill="#a65c00" stroke="#a65c00" d="M402 76l-8 -4v8z"/>
<rect class="paper" fill="#fff" x="193" y="68" width="39" height="16"/>
<text class="l" x="212" y="80">fork</text>
<path class="n c2" fill="#0b6fa8" stroke="#0b6fa8" d="M399 76a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"/>
<text class="b" x="416" y="80">child-1 4277</text>
<path class="n c2" fill="#0b6fa8" stroke="#0b6fa8" d="M404 96h6"/>
<text class="f" fill="#595959" x="416" y="100">starts</text>
<path class="m c1" fill="#fff" stroke="#a65c00" d="M16 116a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"/>
<text class="f" fill="#595959" x="33" y="120">waits for child-1</text>
<path class="n c2" fill="#0b6fa8" stroke="#0b6fa8" d="M399 131l10 10m0 -10l-10 10"/>
<text class="f" fill="#595959" x="416" y="140">killed by SIGKILL</text>
<path class="a c2" stroke="#0b6fa8" d="M404 156H27"/>
<path class="n c2" fill="#0b6fa8" stroke="#0b6fa8" d="M23 156l8 -4v8z"/>
<rect class="paper" fill="#fff" x="185" y="148" width="54" height="16"/>
<text class="l" x="212" y="160">reaped</text>
<path class="n c2" fill="#0b6fa8" stroke="#0b6fa8" d="M399 151h10v10h-10z"/>
<path class="n c1" fill="#a65c00" stroke="#a65c00" d="M16 171h10v10h-10z"/>
<text class="f" fill="#595959" x="33" y="180">exit 1</text>
<text x="16" y="210">The run failed: child-1 4277 was killed by SIGKILL (9).</text>
</g>
</svg>
)svg");
}

TEST_CASE("who does not see it has a title and a description") {
  const std::string shown = document(fork_parent_first(), {}, {"one call, two returns", "", ""});
  CHECK_THAT(shown, ContainsSubstring("role=\"img\" aria-labelledby=\"title description\""));
  CHECK_THAT(shown,
             ContainsSubstring("<title id=\"title\">fork/basic: one call, two returns</title>"));
  CHECK_THAT(shown, ContainsSubstring("10 events of 2 processes: parent 4276, child-1 4277."));
  CHECK_THAT(shown, ContainsSubstring("prefers-color-scheme: dark"));
}

TEST_CASE("its colours are attributes, and rules are for the night alone") {
  const std::string shown = document(tree_of_three());
  CHECK_THAT(shown, !ContainsSubstring("var("));
  const auto rules = shown.substr(0, shown.find("@media screen and (prefers-color-scheme: dark)"));
  for (const char* rule : {"fill: #", "stroke: #"}) CHECK_THAT(rules, !ContainsSubstring(rule));
  CHECK(times("<path", shown) == times("stroke=\"#", shown));
  std::istringstream lines(shown);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    const bool is_filled = line.starts_with("<path class=\"n") ||
                           line.starts_with("<path class=\"m") || line.starts_with("<rect");
    if (is_filled) CHECK_THAT(line, ContainsSubstring(" fill=\"#"));
  }
}

TEST_CASE("it refers to nothing outside of itself") {
  const std::string shown = document(tree_of_three());
  for (const char* reference : {"href", "url(", "@import", "<image", "<script", "<foreignObject"})
    CHECK_THAT(shown, !ContainsSubstring(reference));
  CHECK(times("http", shown) == 1);  // the namespace
}

TEST_CASE("runs stand below each other in one document, and none is a document, too") {
  const auto shown = view::svg({});
  std::string whole;
  for (const auto& run : {fork_parent_first(), chinese()}) {
    whole += shown->begin(run.run, {});
    for (const auto& event : run.events) whole += shown->event(event);
    whole += shown->end(run.end);
  }
  CHECK(whole.empty());
  whole = shown->finish();
  CHECK(times("<svg", whole) == 1);
  CHECK(times("<g transform=", whole) == 2);
  CHECK_THAT(whole, ContainsSubstring("translate(0 0)"));
  CHECK_THAT(whole, ContainsSubstring("我是子进程"));
  CHECK_THAT(view::svg({})->finish(), ContainsSubstring("</svg>"));
}

TEST_CASE("nothing stands outside of the drawing") {
  for (const auto& run : {fork_parent_first(), tree_of_three(), orphan(), chinese()}) {
    const std::string shown = document(run, {.time = view::Time::wall});
    const int width = values_of("width", shown).front();
    const int height = values_of("height", shown).front();
    for (const int x : values_of("x", shown)) CHECK((x >= 0 && x < width));
    for (const int y : values_of("y", shown)) CHECK((y >= 0 && y < height));
  }
}

TEST_CASE("where a record has no times the picture has no unit of time") {
  record::Timeline run = killed_child();
  for (auto& event : run.events) event.t.reset();
  CHECK_THAT(document(killed_child()), ContainsSubstring(">ms</text>"));
  CHECK(document(run) == document(run, {.time = view::Time::none}));
}

TEST_CASE("what is printed is words and never markup") {
  const TimelineBuilder::Process evil{4277, 4276, "</text><script>alert(1)</script>"};
  const auto run = TimelineBuilder("<b>", "\"'&")
                       .starts(kParent)
                       .forks(kParent, evil)
                       .starts(evil)
                       .prints(evil, "]]></svg><script>\x1b[31m \xff \xe2\x80\xae \xef\xbf\xbf")
                       .acts(evil, act(probe::Kind::put, "<queue>", "<value a=\"b\">"))
                       .acts(kParent, act(probe::Kind::get, "<queue>", "<value a=\"b\">"))
                       .exits(evil)
                       .exits(kParent)
                       .timeline();
  const std::string shown = document(run);
  CHECK_THAT(shown, !ContainsSubstring("<script") && !ContainsSubstring("<value"));
  CHECK_THAT(shown, !ContainsSubstring("\x1b") && !ContainsSubstring("\xe2\x80\xae"));
  CHECK_THAT(shown, !ContainsSubstring("\xef\xbf\xbf") && !ContainsSubstring("\xff "));
  CHECK_THAT(shown, ContainsSubstring("]]&gt;&lt;/svg&gt;&lt;script&gt;\\x1b[31m"));
  CHECK(times("</svg>", shown) == 1);
}

TEST_CASE("of a very long line the picture shows the beginning, and how long it is") {
  const auto run = TimelineBuilder("fork", "long")
                       .starts(kParent)
                       .prints(kParent, std::string(1'000'000, 'x'))
                       .exits(kParent)
                       .timeline();
  const std::string shown = document(run);
  CHECK(shown.size() < 20'000);
  CHECK_THAT(shown, ContainsSubstring("… 1000000 bytes in all"));
  CHECK_THAT(document(run, {.ascii = true}), ContainsSubstring("... 1000000 bytes in all"));
}

TEST_CASE("an arrow from the dead is told in words") {
  const auto run = TimelineBuilder("queue", "left")
                       .starts(kParent)
                       .forks(kParent, kChild)
                       .starts(kChild)
                       .acts(kChild, act(probe::Kind::put, "queue-1", "Tony"))
                       .exits(kChild)
                       .reaps(kParent, kChild)
                       .acts(kParent, act(probe::Kind::get, "queue-1", "Tony"))
                       .exits(kParent)
                       .timeline();
  CHECK_THAT(document(run), ContainsSubstring("gets Tony from queue-1, from child-1"));
}

TEST_CASE("a picture of many rows is written as it grows, with its size at its end") {
  const auto view = view::svg({});
  bench::MadeUpRun run;
  const record::Run head{"queue", "made-up", record::Mode::free, {"mpdemo"}, {}};
  CHECK(view->begin(head, {}).empty());
  std::string text;
  std::size_t most = 0;
  for (int i = 0; i < 25'000; ++i) {
    const std::string piece = view->event(run.next());
    most = std::max(most, text.empty() ? 0 : piece.size());
    text += piece;
    if (i == 19'000) CHECK(text.empty());
  }
  CHECK(view->is_too_large());
  // From then on only what has not been written is kept.
  CHECK(most < 1'000'000);
  record::End end;
  end.events = 25'000;
  text += view->end(end);
  text += view->finish();
  CHECK(times("<svg ", text) == 1);
  CHECK(times("<g transform", text) == 1);
  CHECK(times("</g>", text) == 1);
  CHECK(text.find("<g transform") < text.find("</g>"));
  CHECK(text.find("viewBox") == text.npos);
  CHECK(text.ends_with("</svg>\n"));
  // No row is lost between two pieces.
  std::size_t printed = 0;
  bench::MadeUpRun again;
  for (int i = 0; i < 25'000; ++i)
    if (again.next().act.kind == probe::Kind::print) ++printed;
  CHECK(times(">this is event ", text) == printed);
  const auto height = text.rfind("height: ");
  REQUIRE(height != text.npos);
  CHECK(std::atoi(text.c_str() + height + 8) > 25'000 * 15);
}

TEST_CASE("a picture of few rows has its size at its beginning, whatever came before") {
  const auto view = view::svg({});
  std::string text = view::render(*view, fork_parent_first());
  CHECK(!view->is_too_large());
  CHECK_THAT(text, ContainsSubstring("viewBox=\"0 0 "));
  CHECK(text.find("<style>svg {") == text.npos);
}
