#include "lessons/translation.hpp"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

#include "core/record/utf8.hpp"
#include "lessons/question.hpp"
#include "tests/lessons/every_demo.hpp"
#include "tests/support/catch.hpp"

namespace {

using lessons::traditional_chinese;
using lessons::Translation;

/// A PO file and everything that it must translate.
struct File {
  std::string path;
  std::set<std::string, std::less<>> english;
};

/// Adds all that is told of a demo.
void add_texts(const lessons::Demo& demo, std::set<std::string, std::less<>>& english) {
  for (const auto prose : demo.page.paragraphs()) english.insert(lessons::paragraph_of(prose));
  english.emplace(demo.title());
  for (const auto& question : lessons::questions_about(demo)) {
    english.emplace(question.text);
    english.emplace(question.reason);
    for (const auto& answer : question.answers) english.emplace(answer.text);
  }
}

/// One for the titles of all lessons, and one for the pages of each and for what
/// is asked about them.
std::vector<File> all_files() {
  std::vector<File> files{{"lessons/zh-Hant.po", {}}};
  for (const auto& lesson : lessons::pages_over_mp()) {
    files.front().english.emplace(lesson.title);
    File file{"lessons/" + std::string(lesson.name) + "/zh-Hant.po", {}};
    for (const auto& demo : lesson.demos) add_texts(demo, file.english);
    files.push_back(std::move(file));
  }
  for (const auto& lesson : lessons::catalogue()) {
    File file{"lessons/programs/" + std::string(lesson.name) + "/zh-Hant.po", {}};
    for (const auto& demo : lesson.demos) {
      if (demo.program) add_texts(demo, file.english);
    }
    if (file.english.empty()) continue;
    // That of a lesson with pages over mp is with theirs.
    if (!files.front().english.contains(lesson.title)) file.english.emplace(lesson.title);
    files.push_back(std::move(file));
  }
  return files;
}

Translation read(std::string_view po) {
  Translation translation;
  translation.read(po);
  return translation;
}

std::u32string code_points(std::string_view text) {
  std::u32string codes;
  while (!text.empty()) {
    const auto point = record::decode_utf8(text);
    codes += point.code;
    text.remove_prefix(point.length);
  }
  return codes;
}

bool is_han(char32_t code) {
  return code >= 0x4E00 && code <= 0x9FFF;
}

bool is_latin(char32_t code) {
  return code < 0x80 && std::isalnum(static_cast<int>(code));
}

bool is_one_of(std::u32string_view all, char32_t code) {
  return all.find(code) != std::u32string_view::npos;
}

/// Common characters that exist only in Simplified Chinese.
constexpr std::u32string_view kSimplified =
    U"进过这们为时会个来对发国实现动开关没线变数读写执锁队输员让给从两争丢单双号当应问间门见还边连"
    U"运远选结组经统续终绝样权条标检库义书买仅优传体侧储则创删别务区协听启响围图块场处复头够异张总"
    U"态户换据报择无旧显构测满独环画码确离称类约级纯缓网设访证评识词译试话询详语误说请调谁资转轮软"
    U"轻载较达适释钟错长闭阶随难页顺项预题验内";

/// What is wrong with how a translation is written; empty if nothing is.
std::string slip_in(std::string_view translated) {
  const std::u32string codes = code_points(translated);
  if (std::none_of(codes.begin(), codes.end(), is_han)) return "no Han character";
  char32_t before = 0;
  for (const char32_t code : codes) {
    if (is_one_of(kSimplified, code)) return "a Simplified form";
    if (is_han(before) && is_one_of(U",.:;?!()\"", code)) return "a half-width mark after Han";
    if (is_han(before) && is_latin(code)) return "no space between Han and Latin";
    if (is_latin(before) && is_han(code)) return "no space between Latin and Han";
    before = code;
  }
  return {};
}

/// The code in a text: `child`, or getpid().
std::vector<std::string> code_in(const std::string& text) {
  static const std::regex code("`[^`]+`|\\w+\\(\\)");
  return {std::sregex_token_iterator(text.begin(), text.end(), code), {}};
}

}  // namespace

TEST_CASE("every paragraph, every title and every question has its translation") {
  for (const auto& file : all_files()) {
    for (const auto& english : file.english) {
      CAPTURE(file.path, english);
      CHECK(traditional_chinese().of(english));
    }
  }
}

TEST_CASE("a title is translated by the sentence that it is, without its full stop") {
  const Translation translation = read("msgid \"It waits.\"\nmsgstr \"它在等。\"\n");
  CHECK(translation.of("It waits.") == "它在等。");
  CHECK(translation.of("It waits") == "它在等");
  CHECK_FALSE(translation.of("It"));
}

TEST_CASE("no translation is stale, doubtful, or in the file of another lesson") {
  std::set<std::string> all;
  for (const auto& file : all_files()) {
    const std::string po = content_of(file.path);
    const Translation translation = read(po);
    for (const auto& [english, translated] : translation.entries()) {
      CAPTURE(file.path, english);
      CHECK(file.english.contains(english));
      all.insert(english);
      CHECK(traditional_chinese().of(english) == translated);
    }
    // All but the header: what was left out is empty, fuzzy or there twice.
    static const std::regex begin("(^|\\n)msgid ");
    CAPTURE(file.path);
    CHECK(std::distance(std::sregex_iterator(po.begin(), po.end(), begin), {}) ==
          static_cast<std::ptrdiff_t>(translation.entries().size()) + 1);
    CHECK(translation.entries().size() == file.english.size());
  }
  for (const auto& [english, translated] : traditional_chinese().entries()) {
    CAPTURE(english);
    // Another test may have added a folder's.
    CHECK((all.contains(english) || english.find("library_test") != english.npos));
  }
}

TEST_CASE("translations are written as in Taiwan") {
  for (const auto& [english, translated] : traditional_chinese().entries()) {
    CAPTURE(english, translated);
    CHECK(slip_in(translated).empty());
  }
}

TEST_CASE("what is code in English is the same code in Chinese") {
  for (const auto& [english, translated] : traditional_chinese().entries()) {
    CAPTURE(english, translated);
    for (const auto& code : code_in(english)) {
      CHECK_THAT(translated, ContainsSubstring(code));
    }
  }
}

TEST_CASE("a slip in a translation is found") {
  CHECK(slip_in("行程 fork() 呼叫一次，「got」（deadlock）。").empty());
  CHECK(slip_in("process") == "no Han character");
  CHECK(slip_in("这個行程") == "a Simplified form");
  CHECK(slip_in("行程,") == "a half-width mark after Han");
  CHECK(slip_in("呼叫fork()") == "no space between Han and Latin");
  CHECK(slip_in("共 5個") == "no space between Latin and Han");
  CHECK(code_in("`child` is what fork() gave") == std::vector<std::string>{"`child`", "fork()"});
}

TEST_CASE("a PO file is read, its header is not a translation") {
  const auto translation = read(
      "msgid \"\"\n"
      "msgstr \"\"\n"
      "\"Language: zh_Hant\\n\"\n"
      "\n"
      "# a comment\n"
      "#: lessons/fork/basic.cpp\n"
      "msgid \"one\"\n"
      "msgstr \"一\"\n"
      "msgid \"two\"\n"
      "msgstr \"二\"");
  CHECK(translation.entries() == Translation::Entries{{"one", "一"}, {"two", "二"}});
  CHECK(translation.of("one") == "一");
  CHECK_FALSE(translation.of("three"));
  CHECK_FALSE(translation.of(""));
}

TEST_CASE("a PO file may spread a string over lines, and escape what it must") {
  const auto translation = read(
      "msgid \"\"\n"
      "\"say \\\"got\\\" \"\n"
      "\"and go on\"\n"
      "msgstr \"\"\n"
      "\"說 \\\"got\\\"，\"\n"
      "\"C:\\\\new\\n再繼續\"\n");
  CHECK(translation.of("say \"got\" and go on") == "說 \"got\"，C:\\new\n再繼續");
}

TEST_CASE("what a PO file has not translated yet, or no longer, is left out") {
  const auto translation = read(
      "msgid \"to come\"\n"
      "msgstr \"\"\n"
      "\n"
      "#: lessons/fork/basic.cpp\n"
      "#, fuzzy\n"
      "#| msgid \"as it was\"\n"
      "msgid \"has changed\"\n"
      "msgstr \"變了\"\n"
      "\n"
      "msgid \"is there\"\n"
      "msgstr \"有\"\n"
      "\n"
      "#~ msgid \"is gone\"\n"
      "#~ msgstr \"沒了\"\n");
  CHECK(translation.entries() == Translation::Entries{{"is there", "有"}});
}
