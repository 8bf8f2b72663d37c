#include "app/output/file_trouble.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "app/cli/shortage.hpp"

namespace app {
namespace {

using std::errc;
namespace fs = std::filesystem;

/// The first folder of `path` that does not exist or is no folder.
fs::path first_gap(const fs::path& path) {
  fs::path way;
  for (const auto& part : path.parent_path()) {
    way /= part;
    std::error_code unknown;
    if (!fs::is_directory(way, unknown)) return way;
  }
  return {};
}

std::string what_to_write_instead(const std::string& path, const std::error_code& why) {
  const fs::path gap = first_gap(path);
  if (why == errc::is_a_directory)
    return fmt::format("it is a folder; name a file in it, like {}/run", path);
  if (why == errc::not_a_directory)
    return fmt::format("{} is no folder; name a file beside it", gap.string());
  if (why == errc::no_such_file_or_directory && !gap.empty())
    return fmt::format("there is no folder {}; make it first (mkdir -p), or name another file",
                       gap.string());
  const std::string reason = why.message();
  if (why == errc::no_space_on_device)
    return reason + "; make room there, or name a file elsewhere";
  if (const auto remedy = remedy_for(why)) return fmt::format("{}; {}", reason, *remedy);
  return reason + "; name a file in a folder of your own";
}

std::string what_to_read_instead(const std::string& path, const std::error_code& why) {
  if (why == errc::no_such_file_or_directory)
    return fmt::format(
        "there is no such file; check the name, or record a run first: mpdemo fork --format jsonl "
        "-o {}",
        path);
  if (why == errc::not_a_directory)
    return fmt::format("{} is no folder; check the name", first_gap(path).string());
  if (why == errc::is_a_directory) return "it is a folder; name a record in it";
  if (why == errc::permission_denied)
    return fmt::format("{}; have its owner allow it: chmod +r {}", why.message(), path);
  if (const auto remedy = remedy_for(why)) return fmt::format("{}; {}", why.message(), *remedy);
  return why.message() + "; name another file";
}

}  // namespace

std::string cannot_write(const std::string& path, const std::error_code& why) {
  return fmt::format("cannot write {}: {}.", path, what_to_write_instead(path, why));
}

std::string cannot_read(const std::string& path, const std::error_code& why) {
  return fmt::format("cannot read {}: {}.", path, what_to_read_instead(path, why));
}

}  // namespace app
