#include "core/view/svg/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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
    return {};
  }

  std::string pass(const record::Event& event) override {
    Step step = reader_.read(event);
    standstill_.on_event(event);
    picture_->pass(std::move(step));
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
    drawings_ += fmt::format("<g transform=\"translate(0 {})\">\n{}</g>\n", height_, drawing.svg);
    width_ = std::max(width_, drawing.width);
    height_ += drawing.height;
    titles_.append(titles_.empty() ? "" : said().waits.between).append(heading_);
    const Words::Counted& about = said().picture.about;
    descriptions_ +=
        filled(processes_ == 1 ? about.one : about.some, processes_, heading_, end.events, names_);
    descriptions_ += sentence;
    return {};
  }

  std::string finish() override {
    return svg_document(width_, height_, titles_,
                        std::string(said().picture.how_to_read) + descriptions_, drawings_,
                        style_.language);
  }

 private:
  const Words& said() const { return words(style_.language); }

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
};

}  // namespace

std::unique_ptr<View> svg(const Style& style) {
  return std::make_unique<Svg>(style);
}

}  // namespace view
