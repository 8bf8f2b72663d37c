#include <string>

#include "core/view/formats.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/model/without_time.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/records.hpp"

// A recorded run in every format: what `mpdemo replay` does with a stranger's
// record. The first two bytes say how it looks.

namespace {

/// Passes runs on to a view, and keeps what it makes of them.
class Drawing : public record::Consumer {
 public:
  explicit Drawing(view::View& view) : view_(view) {}
  void begin(const record::Run& run) override { text_ += view_.begin(run, kListing); }
  void event(const record::Event& event) override { text_ += view_.event(event); }
  void end(const record::End& end) override { text_ += view_.end(end); }
  std::string finish() { return text_ += view_.finish(); }

 private:
  static constexpr view::SourceListing kListing{"a page", "lessons/fork/basic.cpp",
                                                "// A page.\nint main() {\n}\n"};
  view::View& view_;
  std::string text_;
};

view::Style style_of(std::uint8_t bits, std::uint8_t width) {
  view::Style style;
  style.time = static_cast<view::Time>(bits % 3);
  style.ascii = (bits & 4) != 0;
  style.plain = (bits & 8) != 0;
  style.pids = (bits & 16) != 0;
  style.language = (bits & 32) != 0 ? view::Language::traditional_chinese : view::Language::english;
  style.width = width;
  return style;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto bytes = fuzz::text_of(data, size);
  const auto bits = fuzz::take_byte(bytes);
  const auto style = style_of(bits, fuzz::take_byte(bytes));
  const auto read = fuzz::read_record(bytes);
  if (!read.problem.empty()) return 0;
  for (const auto& format : view::formats()) {
    const auto view = format.make(style);
    Drawing drawing(*view);
    view::StableIds stable_ids(drawing);
    view::WithoutTime without_time(stable_ids);
    record::Consumer& first = (bits & 64) != 0 ? static_cast<record::Consumer&>(without_time)
                                               : static_cast<record::Consumer&>(drawing);
    for (const auto& run : read.runs) {
      view->expect(bits);
      record::play(run, first);
    }
    const std::string text = drawing.finish();
    fuzz::require(format.name == "raw" || fuzz::is_harmless(text, true),
                  "a record does nothing to a terminal");
  }
  return 0;
}
