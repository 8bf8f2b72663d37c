#include "app/language/language.hpp"

#include <array>
#include <bit>

#include "app/language/wording.hpp"
#include "app/quiz/quiz_text.hpp"
#include "lessons/translation.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/app/session/questions.hpp"

// The language of a reader, and the program's own texts in it. Nothing here
// forks.

namespace {

using namespace tests;
using app::Language;

/// An environment of one variable.
Language with(const std::string& name, const std::string& value) {
  return app::language_of_locale(
      [&](const char* asked) { return asked == name ? std::optional(value) : std::nullopt; });
}

using Sentences = std::array<std::string_view, sizeof(app::Wording) / sizeof(std::string_view)>;

Sentences sentences_in(Language language) {
  return std::bit_cast<Sentences>(app::wording(language));
}

bool has_han(std::string_view text) {
  // Of U+4E00 to U+9FFF, in UTF-8.
  return std::any_of(text.begin(), text.end(), [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0xE4 && value <= 0xE9;
  });
}

}  // namespace

TEST_CASE("The locale asks for Traditional Chinese, if its characters are UTF-8") {
  for (const char* locale : {"zh_TW.UTF-8", "zh_HK.utf8", "zh_MO.UTF-8", "zh_Hant_TW.UTF-8"})
    CHECK(with("LANG", locale) == Language::traditional_chinese);
  CHECK(with("LC_ALL", "zh_TW.UTF-8") == Language::traditional_chinese);
  for (const char* locale : {"zh_TW", "zh_TW.Big5", "zh_CN.UTF-8", "en_US.UTF-8", "C", ""})
    CHECK(with("LANG", locale) == Language::english);
}

TEST_CASE("A language is called by its tag or its locale, in any letters") {
  for (const char* tag : {"zh-Hant", "ZH-HANT", "zh_Hant_TW", "zh-TW", "zh_TW", "zh_TW.UTF-8",
                          "zh-HK", "zh_MO.utf8@x"})
    CHECK(app::language_called(tag) == Language::traditional_chinese);
  for (const char* tag : {"en", "EN", "en_US", "en-GB", "en_US.UTF-8"})
    CHECK(app::language_called(tag) == Language::english);
  for (const char* tag : {"", "zh", "zh_CN", "zh-Hans", "fr", "entirely", "C"})
    CHECK_FALSE(app::language_called(tag));
}

TEST_CASE("The first variable that is set counts") {
  const auto language = app::language_of_locale([](const char* name) {
    return std::optional<std::string>(std::string_view(name) == "LANG" ? "zh_TW.UTF-8"
                                                                       : "en_GB.UTF-8");
  });
  CHECK(language == Language::english);
}

TEST_CASE("All that the program says by itself is said in both languages, with the same gaps") {
  const Sentences english = sentences_in(Language::english);
  const Sentences chinese = sentences_in(Language::traditional_chinese);
  for (std::size_t i = 0; i < english.size(); ++i) {
    CAPTURE(english[i], chinese[i]);
    CHECK(!english[i].empty());
    CHECK(times("{}", english[i]) == times("{}", chinese[i]));
    const bool is_new = has_han(chinese[i]) || times("{}", chinese[i]) > 0;
    const bool is_name = english[i] == "Python" || chinese[i] == " fork";
    const bool is_mark =
        chinese[i] == "、" || chinese[i] == "；" || chinese[i] == "：" || chinese[i] == "- ";
    CHECK((is_new || is_name || is_mark));
  }
}

TEST_CASE("A question and its reason are asked and told with the English below") {
  lessons::Question question = coin();
  question.text = "Which comes first, \"tasks are waiting\" or \"task 0 begins\"?";
  question.answers[0].text = "Either of them";
  question.reason =
      "get() waits for the one result that it is asked for, even if others are "
      "there already.";
  constexpr lessons::Page kPage{"page.cpp", "// A page.\n  toss(coin);\n"};
  constexpr auto kChinese = Language::traditional_chinese;
  const std::string asked = app::question_text(question, kPage, 80, kChinese);
  CHECK_THAT(asked, ContainsSubstring("哪一個先印出來？\n  Which comes first,"));
  CHECK_THAT(asked, ContainsSubstring("    1  兩個都有可能\n       Either of them\n"));
  // A text without a translation is shown once.
  CHECK(times("Tails", asked) == 1);
  const app::Prediction prediction{"lesson", "demo", &question, 0, 0, 4};
  const std::string told = app::verdict_text(prediction, 200, kChinese);
  CHECK_THAT(told, StartsWith("! 你選了 1「兩個都有可能」，答對了。\n"));
  CHECK_THAT(told, ContainsSubstring("（4 種執行順序全都試過了。）\n"));
  CHECK_THAT(told, ContainsSubstring("get() waits for the one result"));
  CHECK_THAT(app::summary_text({prediction}, 80, kChinese),
             StartsWith("預測：猜中 1 題，共 1 題\n  猜中    lesson/demo: "));
}
