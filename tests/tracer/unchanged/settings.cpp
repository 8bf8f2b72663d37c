#include "tests/tracer/unchanged/settings.hpp"

#include <fmt/format.h>

#include "core/record/utf8.hpp"

namespace tests {

using support::Fixed;

Options Stand::options(const std::string& input) const {
  Options options;
  // Python's own settings, and those of a make around the tests, are not these programs'.
  for (const char* name :
       {"PYTHONUNBUFFERED", "PYTHONHASHSEED", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"})
    options.environment[name] = std::nullopt;
  options.environment["PYTHONDONTWRITEBYTECODE"] = std::string("1");
  options.before_exec = [work = folder_ / "work"] { std::filesystem::current_path(work); };
  const std::string out = folder_ / "out";
  switch (setting_) {
    case Setting::terminal:
      options.input = options.output = options.error = To::terminal;
      break;
    case Setting::pipes:
      break;
    case Setting::one_pipe:
      options.error = To::output;
      break;
    case Setting::files:
      options.output = Stream(out);
      options.error = Stream(folder_ / "err");
      break;
    case Setting::one_file:
      options.output = Stream(out);
      options.error = To::output;
      break;
    case Setting::appended:
      options.output = options.error = Stream(out, To::append);
      break;
    case Setting::full:
      options.output = Stream("/dev/full");
      break;
    case Setting::closed:
      options.output = To::closed;
      break;
    case Setting::no_error:
      options.error = To::closed;
      break;
  }
  if (!input.empty()) options.input = Stream(folder_ / "in");
  return options;
}

Seen Stand::run(const Arguments& command, const std::string& input) {
  std::filesystem::remove_all(folder_ / "work");
  std::filesystem::create_directory(folder_ / "work");
  std::filesystem::remove(folder_ / "err");
  const std::string before = setting_ == Setting::appended ? "was there before\n" : "";
  write_file(folder_ / "out", before);
  write_file(folder_ / "in", input);
  std::filesystem::remove(folder_ / "run.jsonl");
  const Finished finished =
      support::run(command.front(), Arguments(command.begin() + 1, command.end()), options(input));
  // Processes that outlive the first one still write into the file.
  if (!support::no_process_left_within(10)) throw std::runtime_error("a process is left");
  if (!writes_files()) return {finished.output, finished.error, finished.status};
  const bool two_files = setting_ == Setting::files;
  return {contents_of(folder_ / "out"), two_files ? contents_of(folder_ / "err") : "",
          finished.status, before};
}

std::string difference(const std::string& expected, const std::string& found) {
  if (expected == found) return {};
  std::size_t at = 0;
  while (at < expected.size() && at < found.size() && expected[at] == found[at]) ++at;
  const std::size_t from = at < 30 ? 0 : at - 30;
  return fmt::format("byte {} of {}: expected ...{:?}..., found ...{:?}... of {} bytes", at,
                     expected.size(), expected.substr(from, 80), found.substr(from, 80),
                     found.size());
}

std::string as_recorded(const std::string& bytes) {
  std::string text;
  bool is_replaced = false;
  for (std::string_view left = bytes; !left.empty();) {
    const auto next = record::decode_utf8(left);
    left.remove_prefix(next.length);
    // A row of such bytes counts as one sign, however many there are.
    if (next.code != record::kReplacement || !is_replaced) record::append_utf8(text, next.code);
    is_replaced = next.code == record::kReplacement;
  }
  return text;
}

Told told_by(const record::Timeline& run) {
  Told told;
  for (const auto& event : events_of(run, probe::Kind::output)) {
    (event.act.stream == probe::Stream::error ? told.error : told.output) += event.act.text;
    told.both += event.act.text;
  }
  return told;
}

std::string on_screen(const std::string& bytes) {
  std::string shown;
  for (const char byte : bytes) {
    if (byte == '\n') shown += '\r';
    shown += byte;
  }
  return shown;
}

std::string fixed_part(const std::string& text, Fixed fixed) {
  if (fixed == Fixed::bytes) return text;
  if (fixed == Fixed::status || fixed == Fixed::nothing) return {};
  std::string sorted = text;
  if (fixed == Fixed::letters) {
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
  sorted.clear();
  for (const std::string& line : sorted_lines(text)) sorted += line + "\n";
  return sorted;
}

}  // namespace tests
