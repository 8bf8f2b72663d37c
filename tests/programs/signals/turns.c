// Parent and child take turns: each waits in sigsuspend for the other's SIGUSR1.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t my_turn = 0;
static sigset_t open_mask;
static void on_usr1(int signal) {
  my_turn = signal;
}

static void wait_for_turn(void) {
  while (!my_turn) sigsuspend(&open_mask);
  my_turn = 0;
}

int main(void) {
  sigset_t usr1;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  sigprocmask(SIG_BLOCK, &usr1, &open_mask);
  signal(SIGUSR1, on_usr1);
  const pid_t child = fork();
  for (int i = 1; i <= 5; ++i) {
    if (child == 0) {
      wait_for_turn();
      dprintf(1, "child %d\n", i);
      kill(getppid(), SIGUSR1);
    } else {
      dprintf(1, "parent %d\n", i);
      kill(child, SIGUSR1);
      wait_for_turn();
    }
  }
  if (child == 0) _exit(0);
  return wait(NULL) == child ? 0 : 1;
}
