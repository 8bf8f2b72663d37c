#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/tracer/unchanged/settings.hpp"

// Each small program, traced and untraced, in each kind of standard output and
// error: the same bytes in the same order, the same end, and a record that says so.

namespace tests {
namespace {

using support::Fixed;
using support::Habit;
using support::SmallProgram;

bool comes_out_as_one(Setting setting) {
  return setting == Setting::terminal || setting == Setting::one_pipe ||
         setting == Setting::one_file || setting == Setting::appended;
}

void check_same(const Seen& plain, const Seen& traced, Fixed fixed) {
  CHECK(difference(fixed_part(plain.output, fixed), fixed_part(traced.output, fixed)) == "");
  CHECK(difference(fixed_part(plain.error, fixed), fixed_part(traced.error, fixed)) == "");
  CHECK(traced.status == exited(plain.status.code()));
}

/// Checks that a recorded run contains the output.
void check_told(const SmallProgram& program, const Seen& seen, const record::Timeline& run,
                Setting setting) {
  const auto check_told_as = [&](const std::string& came_out, const std::string& told) {
    CHECK(difference(as_recorded(fixed_part(came_out, program.fixed)),
                     as_recorded(fixed_part(told, program.fixed))) == "");
  };
  const Told told = told_by(run);
  if (comes_out_as_one(setting)) {
    const bool is_screen = setting == Setting::terminal;
    check_told_as(seen.output, seen.before + (is_screen ? on_screen(told.both) : told.both));
  } else {
    check_told_as(seen.output, told.output);
    check_told_as(seen.error, told.error);
  }
}

void check_recorded(const SmallProgram& program, const Seen& seen, const std::string& record,
                    Setting setting) {
  const auto runs = runs_in(record);
  CHECK(runs.size() == 1);
  if (runs.size() != 1) return;
  CHECK(support::broken_laws(runs.front()) == std::vector<std::string>());
  const bool is_file =
      setting == Setting::files || setting == Setting::one_file || setting == Setting::appended;
  // The final content of a file, and bytes moved by the kernel, are not everything that
  // was written.
  if (program.habit == Habit::moves || (program.habit == Habit::rewrites && is_file)) return;
  check_told(program, seen, runs.front(), setting);
}

void check_unchanged(const SmallProgram& program, Stand& stand, Setting setting) {
  const Arguments command = support::command_of(program);
  const Seen plain = stand.run(command, program.input);
  {
    INFO("with a record in a file");
    const Seen recorded = stand.record(command, program.input);
    check_same(plain, recorded, program.fixed);
    check_recorded(program, recorded, stand.record(), setting);
  }
  INFO("--format raw");
  const Seen raw = stand.trace(command, {"--format", "raw"}, program.input);
  check_same(plain, raw, program.fixed);
}

/// Python is slow to start, and does the same for every destination of its output.
bool is_worth_it(const SmallProgram& program, Setting setting) {
  if (program.fixed == Fixed::nothing) return false;
  const bool is_python = program.file.ends_with(".py");
  const bool is_about_streams =
      program.file.starts_with("output/") || program.file.starts_with("surroundings/");
  return !is_python || is_about_streams || setting == Setting::terminal ||
         setting == Setting::pipes;
}

/// A section for each program: if one cannot be run, the others still are, and `-c
/// "output/kinds.c"` runs only that one.
void check_all_unchanged(Setting setting) {
  const support::NothingLeft nothing_left;
  Stand stand(setting);
  for (const SmallProgram& program : support::small_programs()) {
    if (!is_worth_it(program, setting)) continue;
    DYNAMIC_SECTION(fmt::format("{} {}", program.file, fmt::join(program.arguments, " "))) {
      check_unchanged(program, stand, setting);
    }
  }
}

TEST_CASE("unchanged on a terminal", "[slow]") {
  check_all_unchanged(Setting::terminal);
}

TEST_CASE("unchanged through two pipes", "[slow]") {
  check_all_unchanged(Setting::pipes);
}

TEST_CASE("unchanged through one pipe for output and errors", "[slow]") {
  check_all_unchanged(Setting::one_pipe);
}

TEST_CASE("unchanged into two files", "[slow]") {
  check_all_unchanged(Setting::files);
}

TEST_CASE("unchanged into one file for output and errors", "[slow]") {
  check_all_unchanged(Setting::one_file);
}

TEST_CASE("unchanged at the end of a file that both append to", "[slow]") {
  check_all_unchanged(Setting::appended);
}

TEST_CASE("unchanged when the device is full", "[slow]") {
  check_all_unchanged(Setting::full);
}

TEST_CASE("unchanged when standard output is closed", "[slow]") {
  check_all_unchanged(Setting::closed);
}

TEST_CASE("unchanged when standard error is closed", "[slow]") {
  check_all_unchanged(Setting::no_error);
}

// For the author of a new program: must be run by name, takes minutes.
TEST_CASE("each small program does twenty times what the table says", "[.]") {
  const support::NothingLeft nothing_left;
  const auto [setting, name] = GENERATE(table<Setting, std::string>({
      {Setting::terminal, "terminal"},
      {Setting::pipes, "pipes"},
      {Setting::one_pipe, "one pipe"},
      {Setting::files, "files"},
      {Setting::one_file, "one file"},
      {Setting::appended, "appended"},
      {Setting::full, "full"},
      {Setting::closed, "closed"},
      {Setting::no_error, "no error"},
  }));
  DYNAMIC_SECTION(name) {
    Stand stand(setting);
    for (const SmallProgram& program : support::small_programs()) {
      if (!is_worth_it(program, setting)) continue;
      CAPTURE(program.file);
      const Arguments command = support::command_of(program);
      const Seen first = stand.run(command, program.input);
      for (int round = 1; round < 20; ++round) {
        const Seen again = stand.run(command, program.input);
        CHECK(difference(fixed_part(first.output, program.fixed),
                         fixed_part(again.output, program.fixed)) == "");
        CHECK(difference(fixed_part(first.error, program.fixed),
                         fixed_part(again.error, program.fixed)) == "");
        CHECK(again.status == first.status);
      }
    }
  }
}

}  // namespace
}  // namespace tests
