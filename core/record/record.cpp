#include "core/record/record.hpp"

#include <array>
#include <charconv>
#include <concepts>
#include <string_view>
#include <utility>

#include "core/record/act_text.hpp"
#include "core/record/first_bytes.hpp"
#include "core/record/json_string.hpp"

namespace record {
namespace {

/// One JSON object on its way into a line: members appear in the order in which
/// they are added. Written by hand, not through a document of nodes, because a
/// demo waits while its events are written.
class Line {
 public:
  explicit Line(std::string_view type) {
    text_.reserve(192);
    text_ = "{\"type\":\"";
    text_ += type;
    text_ += '"';
  }

  void add(std::string_view key, std::string_view value) {
    add_key(key);
    append_json_string(text_, value);
  }

  void add(std::string_view key, std::integral auto value) {
    add_key(key);
    add_number(value, 0);
  }

  void add(std::string_view key, std::chrono::nanoseconds t) {
    constexpr std::int64_t kPerSecond = 1'000'000'000;
    add_key(key);
    if (t.count() < 0) text_ += '-';
    const auto whole = t.count() / kPerSecond;
    const auto rest = t.count() % kPerSecond;
    add_number(whole < 0 ? -whole : whole, 0);
    text_ += '.';
    add_number(rest < 0 ? -rest : rest, 9);
  }

  void add(std::string_view key, const std::vector<std::string>& values) {
    add_key(key);
    text_ += '[';
    for (const std::string& value : values) {
      if (text_.back() != '[') text_ += ',';
      append_json_string(text_, value);
    }
    text_ += ']';
  }

  template <typename Value>
  void add_if_set(std::string_view key, const std::optional<Value>& value) {
    if (value) add(key, *value);
  }

  void add_if_set(std::string_view key, const std::string& value) {
    if (!value.empty()) add(key, value);
  }

  std::string finish() {
    text_ += "}\n";
    return std::move(text_);
  }

 private:
  void add_key(std::string_view key) {
    text_ += ",\"";
    text_ += key;
    text_ += "\":";
  }

  /// In decimal, padded with zeros to `digits`.
  void add_number(std::integral auto value, std::size_t digits) {
    std::array<char, 24> buffer;
    const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    const auto length = static_cast<std::size_t>(end - buffer.data());
    if (length < digits) text_.append(digits - length, '0');
    text_.append(buffer.data(), length);
  }

  std::string text_;
};

}  // namespace

std::string to_line(const Run& run) {
  Line line("run");
  line.add("schema", kSchema);
  line.add("lesson", run.lesson);
  line.add("demo", run.demo);
  line.add("mode", std::string_view(run.mode == Mode::free ? "free" : "controlled"));
  line.add("argv", run.argv);
  line.add_if_set("started", run.started);
  if (run.is_program) line.add("kind", kProgram);
  return line.finish();
}

std::string to_line(const Event& event) {
  const probe::Act& act = event.act;
  Line line("event");
  line.add("seq", event.seq);
  line.add_if_set("t", event.t);
  line.add("pid", event.pid);
  line.add("ppid", event.ppid);
  if (event.process != 0) line.add("process", event.process);
  line.add("name", event.name);
  line.add("kind", probe::name_of(act.kind));
  line.add_if_set("text", act.text);
  line.add_if_set("file", act.file);
  if (act.line != 0) line.add("line", act.line);
  line.add_if_set("thread", act.thread);
  line.add_if_set("beneath", act.beneath);
  line.add_if_set("object", object_text(act));
  if (act.object.type != probe::ObjectType::other) line.add_if_set("variable", act.object.name);
  line.add_if_set("value", value_text(act));
  if (is_text(act.bytes))
    line.add_if_set("bytes", act.bytes);
  else
    line.add("hex", in_hex(act.bytes));
  line.add_if_set("peer", act.peer);
  line.add_if_set("status", act.status);
  line.add_if_set("signal", act.signal);
  return line.finish();
}

std::string to_line(const End& end) {
  Line line("end");
  line.add("events", end.events);
  line.add("lost", end.lost);
  line.add("status", end.status);
  line.add_if_set("schedule", end.schedule);
  line.add_if_set("reason", end.reason);
  return line.finish();
}

}  // namespace record
