// Filters its own system calls: a call that fails, one that asks a tracer, the strict mode.
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void filter_getppid(unsigned answer) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, answer),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {sizeof code / sizeof *code, code};
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const int result = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
  dprintf(1, "filter: %s\n", result < 0 ? strerror(errno) : "set");
  dprintf(1, "getppid: %s\n", syscall(SYS_getppid) < 0 ? strerror(errno) : "done");
}

static void be_strict(void) {
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) < 0) _exit(1);
  static const char text[] = "strict: write is allowed\n";
  if (write(1, text, sizeof text - 1) < 0) syscall(SYS_exit, 2);
  getppid();  // is not
}

int main(void) {
  for (int i = 0; i < 3; ++i) {
    if (fork() == 0) {
      if (i == 0) filter_getppid(SECCOMP_RET_ERRNO | EPERM);
      if (i == 1) filter_getppid(SECCOMP_RET_TRACE);
      if (i == 2) be_strict();
      syscall(SYS_exit, 0);
    }
    int status = 0;
    wait(&status);
    dprintf(1, "exit %d, signal %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            WIFSIGNALED(status) ? WTERMSIG(status) : 0);
  }
  return 0;
}
