// Three processes print a word each, one byte a call, one process after the other.
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const char* words[] = {"fork ", "exec ", "wait\n"};
  int failed = 0;
  for (int i = 0; i < 3; ++i) {
    if (fork() == 0) {
      for (size_t at = 0; at < strlen(words[i]); ++at) {
        if (write(1 + i % 2, words[i] + at, 1) < 0) _exit(1);
      }
      _exit(0);
    }
    int status = 0;
    wait(&status);
    failed += WEXITSTATUS(status);
  }
  return failed;
}
