// vfork: the parent waits until its child has become another program, or has ended.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int status = 0;
  for (int i = 0; i < 2; ++i) {
    const char* program = i == 0 ? "/bin/echo" : "/no/such/program";
    const pid_t child = vfork();
    if (child == 0) {
      execl(program, "echo", "the child", (char*)NULL);
      _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) return 1;
    dprintf(1, "the parent: status %d\n", WEXITSTATUS(status));
  }
  return 0;
}
