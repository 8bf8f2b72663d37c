#include "core/view/html/html.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/view/formatting/clock.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/formatting/script_data.hpp"
#include "core/view/html/page_words.hpp"
#include "core/view/html/player/page.hpp"
#include "core/view/model/lifeline_columns.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/shared_things.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/standstill_lines.hpp"
#include "core/view/model/step_reader.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

// The longest text, and the longest name or value in a label, in characters.
constexpr std::size_t kText = 10'000;
constexpr std::size_t kLongestLabel = 200;

/// Appends the key of a member to a JSON object, with a comma if it is not the
/// first.
void append_key(std::string& object, std::string_view key) {
  if (!object.empty()) object += ',';
  object += fmt::format("\"{}\":", key);
}

std::string name_of(const record::Run& run) {
  return harmless(run.lesson) + "/" + harmless(run.demo);
}

/// The predicate of a sentence, if it differs from the picture: there "put Tony
/// into queue-1", in a sentence "puts Tony ...".
std::string predicate_of(const Step& step, const record::Event& event, const Mention& mention,
                         Language language) {
  if (step.mark == Step::Mark::prints || step.mark == Step::Mark::waits) return {};
  std::string said = in_words(phrase_of(event, mention, language), language);
  return said == step.text ? std::string() : said;
}

/// The page with its runs, piece by piece.
///
/// A run is {"name", "title", "source", "notes", "events", "end"}, and an event is
/// [process, mark, state, line, time, text] followed by an object if there is more
/// to say; core/view/html/player/run.js reads both.
class Html : public View {
 public:
  explicit Html(const Style& style)
      : style_(style),
        clock_(style.time),
        reader_(style.pids, style.language),
        things_(style.language, false) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    std::string text = is_begun_ ? closed_run("null") : head_of_page(name_of(run));
    *this = Html(style_);
    is_begun_ = is_open_ = true;
    clock_.begin(run);
    things_.begin(run);
    file_ = listing.file;
    text += "<script type=\"application/json\" class=\"run\">{\"name\":";
    append(text, name_of(run), kLongestLabel);
    text += ",\"title\":";
    append(text, harmless(listing.title), kLongestLabel);
    text += ",\"source\":";
    append_script_string(text, harmless_lines(listing.source));
    append_notes(text, listing);
    return text + ",\"events\":[";
  }

  std::string event(const record::Event& event) override {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    follow_things(event);
    columns_.open(step);
    std::string text = std::exchange(is_first_event_, false) ? "\n" : ",\n";
    // Another build may name the page with a longer path.
    const bool is_on_page = !file_.empty() && event.act.file.ends_with(file_);
    text += fmt::format("[{},{},{},{},", step.process, static_cast<int>(step.mark),
                        static_cast<int>(step.state), is_on_page ? event.act.line : 0);
    append_script_string(text, clock_.at(event.t));
    text += ',';
    append(text, step.text, kText);
    const std::string more = more_about(step, event);
    if (!more.empty()) text += ",{" + more + "}";
    for (const int process : step.gone) known_as_.erase(process);
    if (step.is_late) known_as_.erase(step.process);
    columns_.close(step);
    return text + "]";
  }

  std::string pass(const record::Event& event) override {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    follow_things(event);
    columns_.open(step);
    if (step.is_first) unseen_[step.process] = event.pid;
    if (step.born) unseen_[*step.born] = *event.act.peer;
    for (const int process : step.gone) {
      known_as_.erase(process);
      // The page need not know of it at all.
      if (unseen_.erase(process) == 0) gone_.push_back(process);
    }
    columns_.close(step);
    return {};
  }

  std::string end(const record::End& end) override {
    const std::string stuck = end.status == "deadlock" ? drawn_standstill() : "";
    std::string object = "{\"status\":";
    append(object, harmless(end.status), kLongestLabel);
    object += ",\"verdict\":";
    append(object, stuck.empty() ? verdict(end, style_.language) : losses(end, style_.language),
           kText);
    object += ",\"standstill\":";
    append(object, stuck, kText);
    object += ",\"schedule\":";
    append(object, harmless(end.schedule), kText);
    return closed_run(object + "}");
  }

  std::string finish() override {
    std::string text = is_begun_ ? closed_run("null")
                                 : head_of_page(std::string(words(style_.language).page.no_run));
    text += with_words(player::kBehindRuns, style_.language);
    *this = Html(style_);
    return text;
  }

 private:
  void append(std::string& json, std::string text, std::size_t limit) const {
    append_script_string(json, with_at_most(limit, std::move(text), style_.language));
  }

  void append_notes(std::string& text, const SourceListing& listing) const {
    if (listing.notes.empty()) return;
    text += ",\"notes\":[";
    for (const auto& note : listing.notes) {
      if (text.back() != '[') text += ',';
      text += fmt::format("[{},", note.line);
      append(text, harmless(note.text), kText);
      text += ']';
    }
    text += ']';
  }

  std::string head_of_page(const std::string& name) const {
    const Language language = style_.language;
    std::string text = with_words(player::kUpToTitle, language);
    text += escaped_markup(with_at_most(kLongestLabel, name, language)) + " - mpdemo";
    text += with_words(player::kUpToRuns, language);
    return text + words_of_player(language);
  }

  /// The end of an open run; "" if none is open.
  std::string closed_run(std::string_view end) {
    if (!std::exchange(is_open_, false)) return {};
    return fmt::format("],\"end\":{}}}</script>\n", end);
  }

  /// The members of an event's object.
  std::string more_about(const Step& step, const record::Event& event) {
    std::string object;
    append_names(object, step, event);
    std::vector<std::string> births;
    for (const auto& [process, pid] : unseen_) births.push_back(born(process));
    unseen_.clear();
    if (step.is_first) births.push_back(born(step.process));
    if (step.born) births.push_back(born(*step.born));
    if (!births.empty()) {
      append_key(object, "born");
      object += fmt::format("[{}]", fmt::join(births, ","));
    }
    gone_.insert(gone_.end(), step.gone.begin(), step.gone.end());
    if (!gone_.empty()) {
      append_key(object, "gone");
      object += fmt::format("[{}]", fmt::join(gone_, ","));
      gone_.clear();
    }
    const Mention mention = [this](pid_t pid) { return reader_.mention(pid); };
    if (std::string said = predicate_of(step, event, mention, style_.language); !said.empty()) {
      append_key(object, "said");
      append(object, std::move(said), kText);
    }
    if (!step.brief.empty()) {
      append_key(object, "brief");
      append(object, step.brief, kLongestLabel);
    }
    if (!step.sender.empty()) {
      append_key(object, "sender");
      append(object, step.sender, kLongestLabel);
    }
    if (step.message) append_message(object, *step.message);
    append_things(object);
    return object;
  }

  void follow_things(const record::Event& event) {
    things_.event(event);
    for (auto& changed : things_.changes()) changed_[changed.number] = std::move(changed);
  }

  /// [number, name, state] of each that has changed, with "" if its state is not known any more.
  void append_things(std::string& object) {
    if (changed_.empty()) return;
    append_key(object, "things");
    object += '[';
    for (const auto& [number, changed] : changed_) {
      object += fmt::format("{}[{},", object.back() == '[' ? "" : ",", number);
      append(object, changed.name, kLongestLabel);
      object += ',';
      append(object, changed.state, kLongestLabel);
      object += ']';
    }
    object += ']';
    changed_.clear();
  }

  std::string born(int process) const {
    return fmt::format("[{},{}]", process, columns_.column(process).value_or(0));
  }

  /// The acting process and the one that it forks, if their names are new to
  /// the page.
  void append_names(std::string& object, const Step& step, const record::Event& event) {
    std::string names;
    const auto introduce = [&](int process, pid_t pid) {
      const std::string one = introduced(process, pid);
      if (!names.empty() && !one.empty()) names += ',';
      names += one;
    };
    for (const auto& [process, pid] : unseen_) introduce(process, pid);
    introduce(step.process, event.pid);
    if (step.born) introduce(*step.born, *event.act.peer);
    if (names.empty()) return;
    append_key(object, "names");
    object += "[" + names + "]";
  }

  /// [process, name, pid], with 0 if the PID is not shown beside the name;
  /// empty: the page knows it.
  std::string introduced(int process, pid_t pid) {
    const Roster::Member* member = reader_.roster().find(pid);
    const auto known = known_as_.find(process);
    if (known != known_as_.end() && known->second == member->name) return {};
    known_as_[process] = member->name;
    std::string entry = fmt::format("[{},", process);
    append(entry, reader_.mention(pid), kLongestLabel);
    return entry + fmt::format(",{}]", style_.pids && !member->name.empty() ? pid : 0);
  }

  void append_message(std::string& object, const Step::Message& message) const {
    append_key(object, "arrow");
    object += fmt::format("[{},{},{},[", static_cast<int>(message.kind), message.from, message.to);
    for (std::size_t i = 0; i < message.labels.size(); ++i) {
      if (i > 0) object += ',';
      append(object, message.labels[i], kLongestLabel);
    }
    object += "]]";
  }

  std::string drawn_standstill() const { return standstill_lines(standstill_, reader_); }

  Style style_;
  Clock clock_;
  StepReader reader_;
  LifelineColumns columns_;
  Standstill standstill_;
  SharedThings things_;
  std::map<std::size_t, SharedThings::Changed> changed_;  // and not told yet
  std::vector<int> gone_;                                 // and not told yet
  std::map<int, pid_t> unseen_;                           // born, and not told yet
  std::unordered_map<int, std::string> known_as_;  // the living processes, by their names in the
                                                   // page
  std::string file_;
  bool is_begun_ = false;
  bool is_open_ = false;
  bool is_first_event_ = true;
};

}  // namespace

std::unique_ptr<View> html(const Style& style) {
  return std::make_unique<Html>(style);
}

}  // namespace view
