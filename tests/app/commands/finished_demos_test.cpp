#include "app/commands/finished_demos.hpp"

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;
using app::FinishedDemos;

/// An environment with these two and nothing else.
view::Environment with(const std::optional<std::string>& state,
                       const std::optional<std::string>& home) {
  return [=](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "XDG_STATE_HOME") return state;
    if (std::string_view(name) == "HOME") return home;
    return std::nullopt;
  };
}

}  // namespace

TEST_CASE("What is finished is still finished the next time") {
  const Folder folder;
  const auto environment = with(folder / "state", std::nullopt);
  CHECK_FALSE(FinishedDemos(environment).has("fork", "basic"));
  FinishedDemos finished(environment);
  finished.add("fork", "basic");
  finished.add("fork", "basic");
  CHECK(finished.has("fork", "basic"));
  CHECK(FinishedDemos(environment).has("fork", "basic"));
  CHECK_FALSE(FinishedDemos(environment).has("fork", "variables"));
  CHECK(contents_of(folder / "state/mpdemo/finished") == "fork/basic\n");
}

TEST_CASE(
    "Without a folder for state there is the one at home, and a relative one does not count") {
  const Folder folder;
  FinishedDemos(with(std::nullopt, folder / "home")).add("pool", "five");
  CHECK(contents_of(folder / "home/.local/state/mpdemo/finished") == "pool/five\n");
  FinishedDemos(with("relative", folder / "home")).add("pool", "default");
  CHECK(FinishedDemos(with("", folder / "home")).has("pool", "default"));
}

TEST_CASE("Where nothing can be written, nothing is remembered and nothing breaks") {
  const Folder folder;
  write_file(folder / "file", "not a folder");
  for (const auto& environment : {with(std::nullopt, std::nullopt), with(folder / "file", "")}) {
    FinishedDemos finished(environment);
    finished.add("fork", "basic");
    CHECK(finished.has("fork", "basic"));
    CHECK_FALSE(FinishedDemos(environment).has("fork", "basic"));
  }
}
