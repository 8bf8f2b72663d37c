#include "app/commands/first_lesson.hpp"

#include <fmt/format.h>

#include <string_view>

namespace app {
namespace {

constexpr std::string_view kPage = R"(// A child says hello, and its parent waits for it.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // From here on there are two processes, and both go on below.
  pid_t child = fork();
  if (child < 0) return 1;

  // Only the child gets 0 from fork(). It says hello, and ends.
  if (child == 0) {
    dprintf(1, "hello from the child\n");
    _exit(0);
  }

  // The parent waits here until the child has ended.
  if (wait(NULL) != child) return 1;

  // So this line always comes last.
  dprintf(1, "the child has ended\n");
  return 0;
}
)";

constexpr std::string_view kTwin = R"(# A child says hello, and its parent waits for it.
import os

# From here on there are two processes, and both go on below.
child = os.fork()

# Only the child gets 0 from fork(). It says hello, and ends.
if child == 0:
    print("hello from the child", flush=True)
    os._exit(0)

# The parent waits here until the child has ended.
os.wait()

# So this line always comes last.
print("the child has ended", flush=True)
)";

constexpr std::string_view kQuestions = R"({
  "questions": [
    {
      "who": "parent",
      "before": "%BEFORE%",
      "text": "Both processes go on after fork(). Which line comes first?",
      "truth": "run",
      "answers": [
        {
          "text": "The child's hello",
          "signs": [
            {"who": "parent", "kind": "print", "text": "has ended", "after": "hello"}
          ]
        },
        {
          "text": "The parent's line",
          "signs": [
            {"who": "parent", "kind": "print", "text": "has ended", "not_after": "hello"}
          ]
        }
      ],
      "reason": "The parent waits until the child has ended, whoever runs first."
    }
  ]
}
)";

constexpr std::string_view kTranslation = R"(msgid ""
msgstr ""
"Language: zh_Hant\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

msgid "A first lesson"
msgstr "第一課"

msgid "A child says hello, and its parent waits for it."
msgstr "子行程打招呼，父行程等它結束。"

msgid "From here on there are two processes, and both go on below."
msgstr "從這裡開始有兩個行程，兩個都往下執行。"

msgid "Only the child gets 0 from fork(). It says hello, and ends."
msgstr "只有子行程從 fork() 得到 0。它打個招呼就結束。"

msgid "The parent waits here until the child has ended."
msgstr "父行程在這裡等到子行程結束。"

msgid "So this line always comes last."
msgstr "所以這一行總是最後出現。"

msgid "Both processes go on after fork(). Which line comes first?"
msgstr "fork() 之後兩個行程都繼續執行。哪一行先出現？"

msgid "The child's hello"
msgstr "子行程的招呼"

msgid "The parent's line"
msgstr "父行程的那一行"

msgid "The parent waits until the child has ended, whoever runs first."
msgstr "不管誰先執行，父行程都會等到子行程結束。"
)";

constexpr std::string_view kLesson = R"({
  "title": "A first lesson",
  "level": 2,
  "needs": ["fork"],
  "topics": ["fork", "wait"],
  "demos": [{"name": "hello"}]
}
)";

std::string with(std::string_view text, std::string_view mark, std::string_view value) {
  std::string filled(text);
  return filled.replace(filled.find(mark), mark.size(), value);
}

}  // namespace

std::map<std::string, std::string> first_lesson(bool with_c) {
  std::map<std::string, std::string> files = {
      {"lesson.json", std::string(kLesson)},
      {"hello.py", std::string(kTwin)},
      {"hello.json", with(kQuestions, "%BEFORE%", with_c ? "fork();" : "os.fork()")},
      {"zh-Hant.po", std::string(kTranslation)}};
  if (with_c) files.emplace("hello.c", kPage);
  return files;
}

}  // namespace app
