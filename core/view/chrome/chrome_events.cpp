#include "core/view/chrome/chrome_events.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/view/formatting/script_data.hpp"

namespace view {
namespace {

// Perfetto shows only events with a category, and the two ends of a flow must
// have the same one.
constexpr std::string_view kCategory = "mpdemo";
constexpr std::string_view kMetadata = "__metadata";  // as Chrome writes it

void append_args(std::string& json, std::string_view args) {
  if (!args.empty()) json.append(",\"args\":{").append(args).append("}");
}

}  // namespace

std::string ChromeEvents::head() {
  return R"({"displayTimeUnit":"ms","traceEvents":[)";
}

std::string ChromeEvents::foot() {
  return "\n]}\n";
}

std::string ChromeEvents::about(std::int64_t pid, std::string_view key, std::string_view value) {
  std::string json = begin_object('M', key, {pid, 0});
  json += key == "process_labels" ? ",\"args\":{\"labels\":" : ",\"args\":{\"name\":";
  append_script_string(json, value);
  return json + "}}";
}

std::string ChromeEvents::slice(Moment begin, std::int64_t length, std::string_view name,
                                std::string_view args) {
  std::string json = begin_object('X', name, begin);
  json += fmt::format(",\"dur\":{}", length);
  append_args(json, args);
  return json + "}";
}

std::string ChromeEvents::instant(Moment moment, std::string_view name, std::string_view args,
                                  bool is_global) {
  std::string json = begin_object('i', name, moment);
  json += is_global ? ",\"s\":\"g\"" : ",\"s\":\"t\"";
  append_args(json, args);
  return json + "}";
}

std::string ChromeEvents::flow_start(Moment from, std::uint64_t id, std::string_view name) {
  return begin_object('s', name, from) + fmt::format(",\"id\":{}}}", id);
}

std::string ChromeEvents::flow_end(Moment to, std::uint64_t id, std::string_view name) {
  // "e": to the slice around that moment, not to the next one after it.
  return begin_object('f', name, to) + fmt::format(",\"id\":{},\"bp\":\"e\"}}", id);
}

std::string ChromeEvents::begin_object(char phase, std::string_view name, Moment moment) {
  std::string json = is_first_ ? "\n" : ",\n";
  is_first_ = false;
  fmt::format_to(std::back_inserter(json),
                 "{{\"ph\":\"{}\",\"cat\":\"{}\",\"pid\":{},\"tid\":{},\"ts\":{},\"name\":", phase,
                 phase == 'M' ? kMetadata : kCategory, moment.pid, moment.pid, moment.at);
  append_script_string(json, name);
  return json;
}

}  // namespace view
