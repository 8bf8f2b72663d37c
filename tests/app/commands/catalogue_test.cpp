#include <nlohmann/json.hpp>
#include <set>

#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

const std::filesystem::path kSource = MPDEMO_SOURCE_DIR;

}  // namespace

TEST_CASE("The list has each lesson and each demo on a line with its title") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"list"});
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  CHECK_THAT(finished.output, ContainsSubstring("fork/basic"));
  CHECK_THAT(finished.output, ContainsSubstring("fork() is called once and returns twice\n"));
  for (const char* demo : {"fork/variables", "shared/deadlock", "shared/ordered"})
    CHECK_THAT(finished.output, ContainsSubstring(demo));
}

TEST_CASE("The list as JSON is an array of lessons with their demos") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"list", "--format", "json"});
  CHECK(finished.status == exited(0));
  const auto lessons = nlohmann::json::parse(finished.output);
  REQUIRE(lessons.is_array());
  bool has_fork = false;
  // In the order of learning: each after those that it needs.
  int level = 1;
  std::set<std::string> known;
  for (const auto& lesson : lessons) {
    CHECK(lesson.size() == 6);
    CHECK(lesson.at("level").get<int>() >= level);
    level = lesson.at("level").get<int>();
    for (const auto& needed : lesson.at("needs")) CHECK(known.contains(needed.get<std::string>()));
    known.insert(lesson.at("name").get<std::string>());
    CHECK_FALSE(lesson.at("title").get<std::string>().empty());
    CHECK_FALSE(lesson.at("demos").empty());
    for (const auto& demo : lesson.at("demos")) {
      CHECK(demo.size() == 6);
      CHECK_FALSE(demo.at("topics").empty());
      CHECK(demo.at("id") ==
            lesson.at("name").get<std::string>() + "/" + demo.at("name").get<std::string>());
      CHECK(demo.at("finished") == false);
      CHECK_FALSE(demo.at("title").get<std::string>().empty());
    }
    if (lesson.at("name") != "fork") continue;
    has_fork = true;
    CHECK(lesson.at("demos").at(0).at("name") == "basic");
    CHECK(lesson.at("demos").at(1).at("name") == "variables");
  }
  CHECK(has_fork);
}

TEST_CASE("The list as JSON knows which demos are finished") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::filesystem::create_directory(folder / "mpdemo");
  write_file(folder / "mpdemo/finished", "fork/variables\n");
  Options options;
  options.environment["XDG_STATE_HOME"] = folder.path().string();
  const Finished finished = mpdemo({"list", "fork", "--format", "json"}, options);
  const auto demos = nlohmann::json::parse(finished.output).at(0).at("demos");
  CHECK(demos.at(0).at("finished") == false);
  CHECK(demos.at(1).at("finished") == true);
}

TEST_CASE("The list of one lesson, or one demo, is that part of the whole") {
  const support::NothingLeft nothing_left;
  const std::string fork = mpdemo({"list", "fork"}).output;
  CHECK(lines_of(fork).size() == 1 + lessons::catalogue().front().demos.size());
  CHECK_THAT(mpdemo({"list"}).output, StartsWith(fork));
  CHECK(lines_of(mpdemo({"list", "shared/race"}).output).size() == 2);
  const auto all = nlohmann::json::parse(mpdemo({"list", "--format", "json"}).output);
  const auto one = nlohmann::json::parse(mpdemo({"list", "pool", "--format", "json"}).output);
  REQUIRE(one.size() == 1);
  CHECK(std::count(all.begin(), all.end(), one.at(0)) == 1);
}

TEST_CASE("A demo is run by its name, with its lesson before it, and with --demo") {
  const support::NothingLeft nothing_left;
  const Arguments stable = {"--format", "text", "--ids", "stable", "--time", "none", "--seed", "1"};
  const std::string run = mpdemo(together({"shared", "--demo", "value"}, stable)).output;
  CHECK_THAT(run, StartsWith("shared/value"));
  for (const Arguments& same : {Arguments{"shared", "value"},
                                {"shared/value"},
                                {"shared", "shared/value"},
                                {"--lang", "en", "shared/value"}}) {
    CAPTURE(same);
    CHECK(mpdemo(together(same, stable)).output == run);
  }
}

TEST_CASE("Every demo that is listed can be shown, with the bytes of its file") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::catalogue()) {
    for (const auto& demo : lesson.demos) {
      const std::string id = std::string(lesson.name) + "/" + std::string(demo.name);
      CAPTURE(id);
      const Finished page = mpdemo({"show", id});
      CHECK(page.status == exited(0));
      CHECK_FALSE(page.output.empty());
      CHECK(page.output == contents_of(kSource / demo.page.file()));
      if (demo.python.source().empty()) continue;
      const Finished twin = mpdemo({"show", id, "--python"});
      CHECK(twin.status == exited(0));
      CHECK_FALSE(twin.output.empty());
      CHECK(twin.output == contents_of(kSource / demo.python.file()));
    }
  }
}

TEST_CASE("A whole lesson is shown page by page, each under its name") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"show", "fork"});
  CHECK(finished.status == exited(0));
  for (const char* name : {"lessons/fork/basic.cpp", "lessons/fork/variables.cpp"}) {
    CHECK_THAT(finished.output, ContainsSubstring(std::string("==> ") + name + " <==\n"));
    CHECK_THAT(finished.output, ContainsSubstring(contents_of(kSource / name)));
  }
}
