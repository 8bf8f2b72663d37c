#include <nlohmann/json.hpp>
#include <string>

#include "tests/app/mpdemo.hpp"

// What is handed in may be anything: mpdemo check contains it and says what it did.

namespace {

using namespace tests;

struct Hostile {
  std::string body;  ///< of main
  std::string told;  ///< in the report
};

nlohmann::json judged(const std::string& body, const Folder& folder) {
  write_file(folder / "join.c",
             "#include <fcntl.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
             "#include <string.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
             "int main(void) {\n" +
                 body + "\n}\n");
  Options options;
  options.environment["HOME"] = folder / "home";
  const Finished run =
      mpdemo({"check", "join", folder / "join.c", "--format", "json", "--budget", "3s"}, options);
  CAPTURE(run.error);
  CHECK(run.status == exited(1));
  return nlohmann::json::parse(run.output)[0];
}

}  // namespace

TEST_CASE("A hostile program is ended, and the report says by which limit") {
  const support::NothingLeft nothing_left;
  const std::vector<Hostile> all = {
      {"for (;;) fork();", "prints nothing; it ends: "},
      {"for (;;) printf(\"endless\\n\");", "parent: endless"},
      {"kill(getppid(), SIGKILL); puts(\"alive\"); return 0;", "parent: alive; it ends: ok"},
      {"char *all = malloc((size_t)3 << 30); puts(all ? \"much\" : \"none\"); return 0;",
       "parent: none; it ends: ok"}};
  for (const Hostile& one : all) {
    CAPTURE(one.body);
    const Folder folder;
    const auto report = judged(one.body, folder);
    CHECK(report["verdict"] == "not_solved");
    CHECK_THAT(report["goals"][0]["reason"].get<std::string>(), ContainsSubstring(one.told));
  }
}

TEST_CASE("A hostile program writes nothing outside of its own run") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::filesystem::create_directory(folder / "home");
  write_file(folder / "home/kept", "mine\n");
  judged(
      "chdir(getenv(\"HOME\")); unlink(\"kept\");"
      "close(open(\"made\", O_CREAT | O_WRONLY, 0600)); return 0;",
      folder);
  CHECK(contents_of(folder / "home/kept") == "mine\n");
  CHECK_FALSE(std::filesystem::exists(folder / "home/made"));
}
