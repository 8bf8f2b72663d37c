#include "core/view/formatting/markup.hpp"

#include "tests/support/catch.hpp"

using view::escaped_markup;

TEST_CASE("text for markup has no character that means something there") {
  CHECK(escaped_markup("a < b && \"c\" > 'd'") ==
        "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(escaped_markup("日本 🎉") == "日本 🎉");
}

TEST_CASE("what no XML may hold is replaced") {
  CHECK(escaped_markup("\x01\xff") == "\uFFFD\uFFFD");
  CHECK(escaped_markup("\xef\xbf\xbe|\xef\xbf\xbf|\xf0\x9f\xbf\xbf") == "\uFFFD|\uFFFD|\uFFFD");
  CHECK(escaped_markup("a\tb\n") == "a\tb\n");
}
