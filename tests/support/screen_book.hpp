#pragma once

#include <map>
#include <string>
#include <vector>

namespace support {

/// Screens as they were when somebody looked at them and found them right: a
/// text file, each under its name. A test that walks through a program compares
/// what it sees; with MPDEMO_RENEW_SCREENS in the environment it writes them anew.
class ScreenBook {
 public:
  explicit ScreenBook(std::string path);
  ScreenBook(const ScreenBook&) = delete;
  ScreenBook& operator=(const ScreenBook&) = delete;
  /// Writes the file, where it is to be written.
  ~ScreenBook();

  /// "" where `screen` is as in the book; otherwise which rows are not.
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
