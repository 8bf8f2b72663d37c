#include "core/view/lanes/asciicast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/record/rfc3339.hpp"
#include "core/view/formatting/excerpt.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/script_data.hpp"
#include "core/view/lanes/lanes.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/step_reader.hpp"

namespace view {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr microseconds kShortestGap = milliseconds(400);
constexpr microseconds kLongestGap = milliseconds(2000);
constexpr microseconds kUntimedGap = milliseconds(500);

constexpr int kNarrowest = 60;
constexpr int kRows = 24;  // the size of every terminal
constexpr std::size_t kLabelColumns = 60;

std::string script_string(std::string_view text) {
  std::string written;
  append_script_string(written, text);
  return written;
}

/// A terminal in raw mode does not return to the left at a newline.
std::string with_carriage_returns(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + 16);
  for (auto at = text.find('\n'); at != text.npos; at = text.find('\n')) {
    lines.append(text.substr(0, at)).append("\r\n");
    text.remove_prefix(at + 1);
  }
  return lines.append(text);
}

/// Runs as a recording of a terminal.
class Asciicast : public View {
 public:
  explicit Asciicast(const Style& style)
      : style_(drawn(style)), lanes_(lanes(style_)), reader_(style_.pids) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    reader_ = StepReader(style_.pids);
    if (is_open_) now_ += kLongestGap;
    last_.reset();
    const std::string head = is_open_ ? std::string() : head_of(&run, listing);
    return head + output(lanes_->begin(run, listing));
  }

  std::string event(const record::Event& event) override {
    now_ += gap_before(event.t);
    reader_.read(event);
    return entry('m', excerpt(label_of(event), kLabelColumns, style_.ascii)) +
           output(lanes_->event(event));
  }

  std::string pass(const record::Event& event) override {
    reader_.read(event);
    return output(lanes_->pass(event));
  }

  std::string end(const record::End& end) override {
    now_ += kShortestGap;
    return output(lanes_->end(end));
  }

  std::string finish() override {
    const std::string head = is_open_ ? std::string() : head_of(nullptr, {});
    return head + output(lanes_->finish());
  }

 private:
  static Style drawn(Style style) {
    style.colour = true;
    // A recording is data, so its text is in English.
    style.language = Language::english;
    style.width = std::max(style.width, kNarrowest);
    return style;
  }

  std::string head_of(const record::Run* run, const SourceListing& listing) {
    is_open_ = true;
    std::string head =
        fmt::format("{{\"version\":2,\"width\":{},\"height\":{}", style_.width, kRows);
    const auto started = run && run->started && style_.time != Time::none
                             ? record::parse_rfc3339(*run->started)
                             : std::nullopt;
    if (started)
      head += fmt::format(
          ",\"timestamp\":{}",
          std::chrono::floor<std::chrono::seconds>(*started).time_since_epoch().count());
    if (run) {
      std::string title = harmless(run->lesson) + "/" + harmless(run->demo);
      if (!listing.title.empty()) title += ": " + harmless(listing.title);
      head += ",\"title\":" + script_string(title);
    }
    return head + ",\"env\":{\"TERM\":\"xterm-256color\"}}\n";
  }

  microseconds gap_before(std::optional<nanoseconds> t) {
    if (!t) return kUntimedGap;
    const nanoseconds before = std::exchange(last_, t).value_or(*t);
    if (*t <= before) return kShortestGap;
    // Compared before the subtraction: a record may claim any time.
    if (before < *t - nanoseconds(kLongestGap)) return kLongestGap;
    return std::clamp(std::chrono::floor<microseconds>(*t - before), kShortestGap, kLongestGap);
  }

  /// "parent 4276 forks child-1 4277".
  std::string label_of(const record::Event& event) const {
    const Mention mention = [this](pid_t pid) { return reader_.label_of(pid); };
    return reader_.label_of(event.pid) + " " + in_words(phrase_of(event, mention));
  }

  std::string output(const std::string& text) const {
    return text.empty() ? std::string() : entry('o', with_carriage_returns(text));
  }

  std::string entry(char code, std::string_view text) const {
    return fmt::format("[{}.{:06},\"{}\",{}]\n", now_.count() / 1'000'000, now_.count() % 1'000'000,
                       code, script_string(text));
  }

  Style style_;
  std::unique_ptr<View> lanes_;
  StepReader reader_;
  bool is_open_ = false;
  microseconds now_{0};
  std::optional<nanoseconds> last_;  // the time of the previous event
};

}  // namespace

std::unique_ptr<View> asciicast(const Style& style) {
  return std::make_unique<Asciicast>(style);
}

}  // namespace view
