#include "app/cli/settings.hpp"

#include "app/cli/errors.hpp"
#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;
using Quiz = app::LessonCommand::Quiz;

/// An environment with these variables and nothing else.
view::Environment with(const std::map<std::string, std::string>& variables) {
  return [=](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

/// A folder for configuration, and in it this as mpdemo's.
class Configuration {
 public:
  explicit Configuration(const std::string& text) {
    std::filesystem::create_directory(folder_ / "mpdemo");
    write_file(file(), text);
  }
  std::string file() const { return folder_ / "mpdemo/config"; }
  std::string folder() const { return folder_.path(); }

  app::Settings settings(std::map<std::string, std::string> variables = {}) const {
    variables["XDG_CONFIG_HOME"] = folder();
    return app::Settings::read(with(variables));
  }

 private:
  Folder folder_;
};

}  // namespace

TEST_CASE("Settings are lines of a file") {
  const Configuration configuration("# mine\n\nlang = zh-Hant\n  theme=light  \nquiz\t=\toff\r\n");
  const app::Settings settings = configuration.settings();
  CHECK(settings.language == app::Language::traditional_chinese);
  CHECK(settings.theme == view::Ground::light);
  CHECK(settings.quiz == Quiz::off);
}

TEST_CASE("Without a file and variables nothing is set") {
  for (const auto& environment :
       {with({}), with({{"HOME", "/dev/null"}}), with({{"MPDEMO_LANG", ""}})}) {
    const app::Settings settings = app::Settings::read(environment);
    CHECK_FALSE(settings.language.has_value());
    CHECK_FALSE(settings.theme.has_value());
    CHECK_FALSE(settings.quiz.has_value());
  }
}

TEST_CASE("A variable counts before the file and an option before both") {
  const support::NothingLeft nothing_left;
  const Configuration configuration("lang = zh-Hant\ntheme = dark\nquiz = on\n");
  const app::Settings settings = configuration.settings(
      {{"MPDEMO_LANG", "en"}, {"MPDEMO_THEME", "auto"}, {"MPDEMO_QUIZ", "only"}});
  CHECK(settings.language == app::Language::english);
  CHECK_FALSE(settings.theme.has_value());
  CHECK(settings.quiz == Quiz::only);

  Options options;
  options.environment["XDG_CONFIG_HOME"] = configuration.folder();
  const auto list = [&](const Arguments& more) {
    return mpdemo(together({"list"}, more), options).output;
  };
  const std::string english = mpdemo({"list", "--lang", "en"}).output;
  const std::string chinese = mpdemo({"list", "--lang", "zh-Hant"}).output;
  CHECK(list({}) == chinese);
  CHECK(list({"--lang", "en"}) == english);
  options.environment["MPDEMO_LANG"] = "en";
  CHECK(list({}) == english);
  CHECK(list({"--lang", "zh-Hant"}) == chinese);
}

TEST_CASE("A wrong setting is refused with its file and line or its variable") {
  const support::NothingLeft nothing_left;
  const auto refused = [](const std::string& text) {
    const Configuration configuration(text);
    try {
      configuration.settings();
    } catch (const app::UsageError& error) {
      const std::string sentence = error.what();
      CHECK_THAT(sentence, StartsWith(configuration.file() + ":2: "));
      return sentence;
    }
    return std::string("nothing was refused");
  };
  CHECK_THAT(refused("\nlang = zh-Hans\n"), ContainsSubstring("lang is one of en, zh-Hant"));
  CHECK_THAT(refused("\ntheme = drak\n"), ContainsSubstring("Did you mean \"dark\"?"));
  CHECK_THAT(refused("#\nquiz =\n"), ContainsSubstring("quiz is one of on, off, only"));
  CHECK_THAT(refused("\ntehme = dark\n"), ContainsSubstring("Did you mean \"theme\"?"));
  CHECK_THAT(refused("\nquiz off\n"), ContainsSubstring("sets nothing"));
  // Bytes that are no text are shown, and cut no sentence off.
  const std::string zero(1, '\0');
  for (const std::string& line : {zero + "x", zero + "x = y", "lang = " + zero + "x"}) {
    CHECK_THAT(refused("\n" + line + "\n"), ContainsSubstring("\\x00x"));
    CHECK(refused("\n" + line + "\n").ends_with('.'));
  }

  Options options;
  options.environment["MPDEMO_QUIZ"] = "never";
  const Finished finished = mpdemo({"fork"}, options);
  CHECK(finished.status == exited(2));
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring("MPDEMO_QUIZ is one of on, off, only"));
}

TEST_CASE("What shells and packages ask for does without settings") {
  const support::NothingLeft nothing_left;
  Options options;
  options.environment["MPDEMO_LANG"] = "xx";
  for (const Arguments& command :
       {Arguments{"completion", "bash"}, {"manual"}, {"help"}, {"--help"}, {"--version"}})
    CHECK(mpdemo(command, options).status == exited(0));
}

TEST_CASE("A setting about questions is for sessions and hinders nothing else") {
  const support::NothingLeft nothing_left;
  for (const char* quiz : {"on", "off", "only"}) {
    CAPTURE(quiz);
    Options options;
    options.environment["MPDEMO_QUIZ"] = quiz;
    for (const Arguments& more :
         {Arguments{}, {"--auto"}, {"--pace", "1ms"}, {"--format", "jsonl"}, {"--seed", "1"}}) {
      CAPTURE(more);
      CHECK(mpdemo(together({"fork", "basic"}, more), options).status == exited(0));
    }
  }
}

TEST_CASE("With quiz off among the settings a session asks nothing") {
  const support::NothingLeft nothing_left;
  Options options = support::on_small_terminal();
  const std::string to_the_end(40, '\n');
  for (const Arguments& more : {Arguments{}, {"--step"}}) {
    options.environment["MPDEMO_QUIZ"] = "off";
    Program silent(kMpdemo, together({"fork", "variables"}, more), options);
    silent.send_keys(to_the_end);
    CHECK(silent.wait() == exited(0));
    CHECK(silent.output().find("Your answer") == std::string::npos);
    options.environment["MPDEMO_QUIZ"] = "on";
    Program curious(kMpdemo, together({"fork", "variables"}, more), options);
    curious.send_keys(to_the_end);
    CHECK(curious.wait() == exited(0));
    CHECK_THAT(curious.output(), ContainsSubstring("Your answer"));
  }
}
