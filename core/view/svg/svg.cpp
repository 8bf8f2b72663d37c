#include "core/view/svg/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/view/formatting/excerpt.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/lanes/lane_time.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/standstill_lines.hpp"
#include "core/view/model/step_reader.hpp"
#include "core/view/model/words.hpp"
#include "core/view/svg/svg_picture.hpp"

namespace view {
namespace {

/// The runs as one drawing.
class Svg : public View {
 public:
  explicit Svg(const Style& style)
      : style_(style), time_(style.time), reader_(style.pids, style.language) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    time_ = LaneTime(style_.time);
    time_.begin(run);
    reader_ = StepReader(style_.pids, style_.language);
    standstill_ = {};
    names_.clear();
    processes_ = 0;
    heading_ = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!listing.title.empty()) heading_.append(said().colon).append(harmless(listing.title));
    picture_.emplace(heading_, time_.unit(), ellipsis(style_.ascii), style_.language);
    return {};
  }

  std::string event(const record::Event& event) override {
    Step step = reader_.read(event);
    standstill_.on_event(event);
    std::string label;
    std::string born;
    if (step.is_first || step.is_late) label = reader_.label_of(event.pid);
    if (step.born) born = reader_.label_of(*event.act.peer);
    if (step.is_first) introduce(label);
    if (step.born) introduce(born);
    picture_->add(std::move(step), time_.at(event.t), label, born);
    ++rows_;
    const bool is_enough = is_open_ ? picture_->rows() >= kAtOnce : rows_ >= kMostRows;
    return is_enough ? drawn_so_far() : std::string();
  }

  std::string pass(const record::Event& event) override {
    Step step = reader_.read(event);
    standstill_.on_event(event);
    std::string label;
    std::string born;
    if (step.is_first) label = reader_.label_of(event.pid);
    if (step.born) born = reader_.label_of(*event.act.peer);
    if (step.is_first) introduce(label);
    if (step.born) introduce(born);
    picture_->pass(std::move(step), label, born);
    return {};
  }

  std::string end(const record::End& end) override {
    std::string drawn = end.status == "deadlock" ? drawn_standstill() : "";
    const std::string sentence =
        drawn.empty() ? verdict(end, style_.language) : losses(end, style_.language);
    if (!drawn.empty() && !sentence.empty()) drawn += "\n";
    picture_->conclude(drawn + sentence);
    const SvgPicture::Drawing drawing = picture_->draw();
    picture_.reset();
    std::string text;
    if (!std::exchange(is_in_group_, false)) text += group();
    text += drawing.svg + "</g>\n";
    width_ = std::max(width_, drawing.width);
    height_ += drawing.height;
    titles_.append(titles_.empty() ? "" : said().waits.between).append(heading_);
    const Words::Counted& about = said().picture.about;
    descriptions_ +=
        filled(processes_ == 1 ? about.one : about.some, processes_, heading_, end.events, names_);
    descriptions_ += sentence;
    if (is_open_) return text;
    drawings_ += text;
    return {};
  }

  bool is_too_large() const override { return is_open_; }

  std::string finish() override {
    if (is_open_)
      return svg_foot(width_, height_, std::string(said().picture.how_to_read) + descriptions_);
    return svg_document(width_, height_, titles_,
                        std::string(said().picture.how_to_read) + descriptions_, drawings_,
                        style_.language);
  }

 private:
  /// So many rows are kept until the size of the picture is known. With more it has to be
  /// written as it grows; hardly any reader shows it then.
  static constexpr std::size_t kMostRows = 20'000;
  static constexpr std::size_t kAtOnce = 1'000;

  const Words& said() const { return words(style_.language); }

  /// The drawing of one run, below those before.
  std::string group() const { return fmt::format("<g transform=\"translate(0 {})\">\n", height_); }

  std::string drawn_so_far() {
    std::string text;
    if (!std::exchange(is_open_, true)) {
      const std::string_view between = titles_.empty() ? std::string_view() : said().waits.between;
      text = svg_head(titles_ + std::string(between) + heading_, style_.language);
      text += std::exchange(drawings_, {});
    }
    if (!std::exchange(is_in_group_, true)) text += group();
    return text + picture_->take_rows();
  }

  void introduce(const std::string& label) {
    constexpr int kMostNames = 12;
    if (++processes_ <= kMostNames)
      names_.append(names_.empty() ? "" : said().waits.list_comma).append(label);
    if (processes_ == kMostNames + 1) names_ += said().picture.and_more;
  }

  std::string drawn_standstill() const {
    std::string lines = standstill_lines(standstill_, reader_);
    while (lines.ends_with('\n')) lines.pop_back();
    return lines.starts_with('\n') ? lines.substr(1) : lines;
  }

  Style style_;
  LaneTime time_;
  StepReader reader_;
  Standstill standstill_;
  std::optional<SvgPicture> picture_;
  std::string heading_;
  std::string names_;
  int processes_ = 0;
  // For all runs together.
  std::string titles_;
  std::string descriptions_;
  std::string drawings_;
  int width_ = 0;
  int height_ = 0;
  std::size_t rows_ = 0;
  bool is_open_ = false;      // the document has begun
  bool is_in_group_ = false;  // so has the drawing of this run
};

}  // namespace

std::unique_ptr<View> svg(const Style& style) {
  return std::make_unique<Svg>(style);
}

}  // namespace view
