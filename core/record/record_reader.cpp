#include "core/record/record_reader.hpp"

#include <fmt/format.h>

#include <istream>
#include <limits>
#include <utility>
#include <vector>

#include "core/record/act_text.hpp"
#include "core/record/first_bytes.hpp"
#include "core/record/json_string.hpp"
#include "core/record/rfc3339.hpp"

namespace record {
namespace {

using Key = RecordFields::Key;
using Problem = RecordFields::Problem;

constexpr auto kMostPid = std::numeric_limits<pid_t>::max();
constexpr auto kLeastPid = std::numeric_limits<pid_t>::min();
constexpr auto kMostInt = std::numeric_limits<int>::max();
constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void fail_at(std::uint64_t line, const std::string& what) {
  throw RecordError(fmt::format("line {}: {}", line, what));
}

void assign(std::string& to, const std::string* from) {
  if (from)
    to = *from;
  else
    to.clear();
}

std::string_view text_or_none(const std::string* text) {
  return text ? std::string_view(*text) : std::string_view();
}

std::string bytes_of(const std::string& hex) {
  const auto bytes = from_hex(hex);
  if (!bytes)
    throw Problem(fmt::format("\"hex\" is {}, it must be two hexadecimal digits for each byte",
                              quoted_briefly(hex)));
  return *bytes;
}

Mode mode_named(const std::string& name) {
  if (name == "free") return Mode::free;
  if (name == "controlled") return Mode::controlled;
  throw Problem(
      fmt::format("\"mode\" is {}, it must be \"free\" or \"controlled\"", quoted_briefly(name)));
}

void check_schema(std::int64_t schema) {
  if (schema > kSchema)
    throw Problem(
        fmt::format("this record has schema {}, this mpdemo reads up to schema {}; "
                    "replay it with a newer mpdemo",
                    schema, kSchema));
}

void check_status(const std::string& status) {
  for (const char* known : {"ok", "failed", "hung", "deadlock", "interrupted"})
    if (status == known) return;
  throw Problem(
      fmt::format("\"status\" is {}, it must be \"ok\", \"failed\", \"hung\", \"deadlock\" or "
                  "\"interrupted\"",
                  quoted_briefly(status)));
}

}  // namespace

void RecordReader::feed(std::string_view bytes) {
  for (;;) {
    const auto newline = bytes.find('\n');
    if (newline == bytes.npos) break;
    refuse_longer_than_allowed(partial_.size() + newline);
    if (partial_.empty()) {
      read_line(bytes.substr(0, newline));
    } else {
      partial_.append(bytes.substr(0, newline));
      read_line(partial_);
      partial_.clear();
    }
    bytes.remove_prefix(newline + 1);
  }
  refuse_longer_than_allowed(partial_.size() + bytes.size());
  partial_.append(bytes);
}

void RecordReader::finish() {
  if (!partial_.empty()) {
    try {
      read_line(std::exchange(partial_, {}));
    } catch (const RecordError& error) {
      throw RecordError(
          fmt::format("{} (the record ends here, in the middle of a line: was it "
                      "cut short?)",
                      error.what()));
    }
  }
  if (in_run())
    fail_at(line_,
            "the record ends in the middle of a run: its \"end\" line is missing; record "
            "it again, or remove the run that begins in line " +
                std::to_string(run_line_));
  if (runs_ == 0)
    fail_at(line_ + 1, "the record is empty; its first line should be {\"type\":\"run\",...}");
}

void RecordReader::refuse_longer_than_allowed(std::size_t length) const {
  if (length > longest_line_)
    fail_at(line_ + 1, fmt::format("longer than {} bytes; a record has one short line for each "
                                   "event, so this is probably another kind of file",
                                   longest_line_));
}

void RecordReader::read_line(std::string_view line) {
  ++line_;
  if (line.find_first_not_of(" \t\r") == line.npos) return;
  try {
    fields_.parse(line);
    dispatch();
  } catch (const Problem& problem) {
    fail_at(line_, problem.what());
  }
}

void RecordReader::dispatch() {
  const std::string& type = fields_.text(Key::type, "an object");
  if (type == "run") return begin_run();
  if (type != "event" && type != "end")
    throw Problem(fmt::format("{} is no type of line; a record has \"run\", \"event\" and \"end\"",
                              quoted_briefly(type)));
  if (!in_run())
    throw Problem(
        fmt::format("\"{}\" outside of a run; the first line of each run is "
                    "{{\"type\":\"run\",...}}",
                    type));
  type == "event" ? read_event() : end_run();
}

void RecordReader::begin_run() {
  if (in_run())
    throw Problem(
        fmt::format("a run begins, but the one of line {} has no \"end\" line yet", run_line_));
  check_schema(fields_.whole(Key::schema, "a run", 1, kMostInt));
  Run run;
  run.lesson = fields_.text(Key::lesson, "a run");
  run.demo = fields_.text(Key::demo, "a run");
  run.mode = mode_named(fields_.text(Key::mode, "a run"));
  run.argv = fields_.texts(Key::argv, "a run");
  if (const std::string* started = fields_.text_if(Key::started)) {
    if (!parse_rfc3339(*started))
      throw Problem(
          fmt::format("\"started\" is {}, it must be a date and time like "
                      "\"2026-01-31T09:15:00.123456Z\"",
                      quoted_briefly(*started)));
    run.started = *started;
  }
  const std::string* kind = fields_.text_if(Key::kind);
  run.is_program = kind && *kind == kProgram;
  run_line_ = line_;
  events_ = 0;
  ++runs_;
  consumer_.begin(run);
}

void RecordReader::read_event() {
  const auto seq = static_cast<std::uint64_t>(fields_.whole(Key::seq, "an event", 1, kMost));
  if (seq != events_ + 1)
    throw Problem(
        fmt::format("event {} where event {} should be: events are missing, twice there "
                    "or out of order",
                    seq, events_ + 1));
  event_.seq = seq;
  event_.t = fields_.seconds_if(Key::t);
  event_.pid = static_cast<pid_t>(fields_.whole(Key::pid, "an event", 1, kMostPid));
  event_.ppid = static_cast<pid_t>(fields_.whole(Key::ppid, "an event", 0, kMostPid));
  event_.process = fields_.whole_if(Key::process, 1, kMostInt).value_or(0);
  event_.name = fields_.text(Key::name, "an event");
  const std::string& kind = fields_.text(Key::kind, "an event");
  const auto known = probe::kind_named(kind);
  if (!known)
    throw Problem(
        fmt::format("{} is no kind of event that this mpdemo knows", quoted_briefly(kind)));

  probe::Act& act = event_.act;
  act.kind = *known;
  assign(act.text, fields_.text_if(Key::text));
  assign(act.file, fields_.text_if(Key::file));
  act.line = fields_.whole_if(Key::line, 1, kMostInt).value_or(0);
  assign(act.thread, fields_.text_if(Key::thread));
  assign(act.beneath, fields_.text_if(Key::beneath));
  act.peer = fields_.whole_if(Key::peer, kLeastPid, kMostPid);
  set_object(act, text_or_none(fields_.text_if(Key::object)));
  if (act.object.type != probe::ObjectType::other)
    assign(act.object.name, fields_.text_if(Key::variable));
  set_value(act, text_or_none(fields_.text_if(Key::value)));
  assign(act.bytes, fields_.text_if(Key::bytes));
  if (const std::string* hex = fields_.text_if(Key::hex)) act.bytes = bytes_of(*hex);
  act.status = fields_.whole_if(Key::status, 0, 255);
  act.signal = fields_.whole_if(Key::signal, 1, 64);
  ++events_;
  consumer_.event(event_);
}

void RecordReader::end_run() {
  End end;
  end.events = static_cast<std::uint64_t>(fields_.whole(Key::events, "an end", 0, kMost));
  if (end.events != events_)
    throw Problem(
        fmt::format("the end counts {} events, the run has {}: lines are missing or "
                    "there twice",
                    end.events, events_));
  end.lost = static_cast<std::uint64_t>(fields_.whole(Key::lost, "an end", 0, kMost));
  end.status = fields_.text(Key::status, "an end");
  check_status(end.status);
  assign(end.schedule, fields_.text_if(Key::schedule));
  assign(end.reason, fields_.text_if(Key::reason));
  run_line_ = 0;
  consumer_.end(end);
}

void read_record(std::istream& in, Consumer& consumer) {
  RecordReader reader(consumer);
  std::vector<char> piece(std::size_t{64} << 10);
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0)
    reader.feed({piece.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad())
    throw RecordError(
        fmt::format("line {}: the record cannot be read any further", reader.line() + 1));
  reader.finish();
}

}  // namespace record
