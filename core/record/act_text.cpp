#include "core/record/act_text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>

namespace record {
namespace {

using probe::Act;
using probe::ForkMode;
using probe::Kind;
using probe::PipeEnd;
using probe::Stream;

constexpr std::string_view kStandardError = "stderr";
constexpr std::string_view kByMpdemo = "mpdemo";
constexpr std::string_view kEnd = "end";
constexpr std::string_view kSeconds = " s";
constexpr std::string_view kAs = ", as ";
constexpr std::string_view kDescriptor = "descriptor ";

constexpr std::array kPipeEnds = {PipeEnd::reading, PipeEnd::writing, PipeEnd::first,
                                  PipeEnd::second};
constexpr std::array<std::string_view, 3> kStreams = {"standard input", "standard output",
                                                      "standard error"};

/// What "object" names in an act.
enum class Names { object, peer, program, stream };

Names names_of(const Act& act) {
  switch (act.kind) {
    case Kind::fork:
    case Kind::wait:
    case Kind::reap:
    case Kind::terminate:
    case Kind::kill:
    case Kind::handle:
    case Kind::notice:
    case Kind::thread:
      return Names::peer;
    case Kind::block:
    case Kind::wake:
      return act.peer ? Names::peer : Names::object;
    case Kind::exec:
    case Kind::fail:
      return Names::program;
    case Kind::output:
      return Names::stream;
    default:
      return Names::object;
  }
}

std::optional<PipeEnd> end_named(std::string_view text) {
  for (const PipeEnd end : kPipeEnds) {
    if (name_of(end) == text) return end;
  }
  return std::nullopt;
}

std::optional<int> stream_named(std::string_view text) {
  for (std::size_t i = 0; i < kStreams.size(); ++i) {
    if (kStreams[i] == text) return static_cast<int>(i);
  }
  return std::nullopt;
}

std::string in_seconds(std::chrono::nanoseconds span) {
  return fmt::format("{}{}", std::chrono::duration<double>(span).count(), kSeconds);
}

std::optional<std::chrono::nanoseconds> span_of(std::string_view text) {
  constexpr double kLongest = 9e9;
  double seconds = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || !(std::abs(seconds) < kLongest)) return std::nullopt;
  const std::chrono::nanoseconds span(std::llround(seconds * 1e9));
  return in_seconds(span) == text ? std::optional(span) : std::nullopt;
}

std::string end_text(const Act& act) {
  std::string text(name_of(act.pipe_end));
  if (!act.copy) return text;
  const auto number = static_cast<std::size_t>(*act.copy);
  return text.append(kAs).append(number < kStreams.size()
                                     ? std::string(kStreams[number])
                                     : fmt::format("{}{}", kDescriptor, *act.copy));
}

/// Whether `text` names an end of a pipe, and perhaps the copy of it.
bool set_end(Act& act, std::string_view text) {
  const auto comma = text.find(kAs);
  const auto end = end_named(text.substr(0, comma));
  if (!end) return false;
  std::optional<int> copy;
  if (comma != text.npos) {
    std::string_view as = text.substr(comma + kAs.size());
    if (const auto stream = stream_named(as)) {
      copy = stream;
    } else if (as.starts_with(kDescriptor)) {
      as.remove_prefix(kDescriptor.size());
      std::from_chars(as.data(), as.data() + as.size(), copy.emplace());
    }
  }
  const Act before = act;
  act.pipe_end = *end;
  act.copy = copy;
  if (end_text(act) == text) return true;
  act.pipe_end = before.pipe_end;
  act.copy = before.copy;
  return false;
}

}  // namespace

std::string object_text(const Act& act) {
  switch (names_of(act)) {
    case Names::peer:
      if (!act.peer_name.empty()) return act.peer_name;
      break;
    case Names::program:
      if (!act.program.empty()) return act.program;
      break;
    case Names::stream:
      if (act.stream == Stream::error) return std::string(kStandardError);
      break;
    case Names::object:
      break;
  }
  return act.object.to_string();
}

void set_object(Act& act, std::string_view text) {
  act.object = {};
  act.peer_name.clear();
  act.program.clear();
  act.stream = Stream::output;
  switch (names_of(act)) {
    case Names::peer:
      act.peer_name = text;
      return;
    case Names::program:
      act.program = text;
      return;
    case Names::stream:
      if (text == kStandardError) {
        act.stream = Stream::error;
        return;
      }
      break;
    case Names::object:
      break;
  }
  act.object = probe::ObjectRef::parse(text);
}

std::string value_text(const Act& act) {
  switch (act.kind) {
    case Kind::fork:
      if (act.fork_mode != ForkMode::fork) return std::string(name_of(act.fork_mode));
      break;
    case Kind::sleep:
      if (act.duration) return in_seconds(*act.duration);
      break;
    case Kind::signal:
      if (act.by_mpdemo) return std::string(kByMpdemo);
      break;
    case Kind::open:
    case Kind::close:
    case Kind::dup:
      if (act.pipe_end != PipeEnd::unknown) return end_text(act);
      break;
    case Kind::thread:
      if (act.ends) return std::string(kEnd);
      break;
    default:
      break;
  }
  return act.value;
}

void set_value(Act& act, std::string_view text) {
  act.fork_mode = ForkMode::fork;
  act.duration.reset();
  act.by_mpdemo = false;
  act.pipe_end = PipeEnd::unknown;
  act.copy.reset();
  act.ends = false;
  act.value.clear();
  if (text.empty()) return;
  switch (act.kind) {
    case Kind::fork:
      for (const auto mode : {ForkMode::spawn, ForkMode::vfork}) {
        if (text == name_of(mode)) act.fork_mode = mode;
      }
      if (act.fork_mode != ForkMode::fork) return;
      break;
    case Kind::sleep:
      if ((act.duration = span_of(text))) return;
      break;
    case Kind::signal:
      if ((act.by_mpdemo = text == kByMpdemo)) return;
      break;
    case Kind::open:
    case Kind::close:
    case Kind::dup:
      if (set_end(act, text)) return;
      break;
    case Kind::thread:
      if ((act.ends = text == kEnd)) return;
      break;
    default:
      break;
  }
  act.value = text;
}

}  // namespace record
