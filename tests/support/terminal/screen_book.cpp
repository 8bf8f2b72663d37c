#include "tests/support/terminal/screen_book.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace support {
namespace {

constexpr std::string_view kHead = "=== ";

std::vector<std::string> rows_of(const std::string& screen) {
  std::vector<std::string> rows;
  std::istringstream lines(screen);
  for (std::string row; std::getline(lines, row);) rows.push_back(row);
  while (!rows.empty() && rows.back().empty()) rows.pop_back();
  return rows;
}

/// Without invisible parts: trailing spaces, and empty rows at the end.
std::string tidy(const std::string& screen) {
  std::string text;
  for (const auto& row : rows_of(screen))
    text += row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
  return text;
}

std::map<std::string, std::string> read(const std::string& path) {
  std::map<std::string, std::string> screens;
  std::ifstream file(path);
  std::string name;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kHead))
      name = line.substr(kHead.size());
    else
      screens[name] += line + "\n";
  }
  return screens;
}

}  // namespace

ScreenBook::ScreenBook(std::string path)
    : path_(std::move(path)),
      renews_(::getenv("MPDEMO_RENEW_SCREENS") != nullptr),
      known_(read(path_)) {}

ScreenBook::~ScreenBook() {
  if (!renews_ || renewed_.empty()) return;
  std::error_code is_told_by_the_test;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(),
                                      is_told_by_the_test);
  std::ofstream(path_) << renewed_;
}

std::string ScreenBook::difference(const std::string& name, const std::string& screen) {
  const std::string seen = tidy(screen);
  if (renews_) {
    renewed_ += fmt::format("{}{}\n{}", kHead, name, seen);
    return {};
  }
  const auto known = known_.find(name);
  if (known == known_.end())
    return fmt::format("{} has no screen \"{}\": scripts/screens adds it", path_, name);
  const std::string rows = different_rows(known->second, seen);
  if (rows.empty()) return {};
  return fmt::format("{}, \"{}\" (where this is right, run scripts/screens):\n{}", path_, name,
                     rows);
}

std::string different_rows(const std::string& before, const std::string& now) {
  const auto was = rows_of(before);
  const auto is = rows_of(now);
  std::string text;
  for (std::size_t row = 0; row < std::max(was.size(), is.size()); ++row) {
    const std::string old_row = row < was.size() ? was[row] : "";
    const std::string new_row = row < is.size() ? is[row] : "";
    if (old_row == new_row) continue;
    text += fmt::format("{:>3} was |{}\n     is |{}\n", row + 1, old_row, new_row);
  }
  return text;
}

}  // namespace support
