#pragma once

#include <map>
#include <string>
#include <vector>

namespace support {

/// Approved screens: a text file, each screen under its name. A test that walks
/// through a program compares what it sees; with MPDEMO_RENEW_SCREENS in the
/// environment it rewrites them.
class ScreenBook {
 public:
  explicit ScreenBook(std::string path);
  ScreenBook(const ScreenBook&) = delete;
  ScreenBook& operator=(const ScreenBook&) = delete;
  /// Writes the file, if it is to be rewritten.
  ~ScreenBook();

  /// "" if `screen` is as in the book; otherwise the rows that differ.
  std::string difference(const std::string& name, const std::string& screen);

 private:
  std::string path_;
  bool renews_;
  std::map<std::string, std::string> known_;
  std::string renewed_;
};

/// "row 3 was:  ...\n       is:   ...": the rows in which two screens differ.
std::string different_rows(const std::string& before, const std::string& now);

}  // namespace support
