// A zombie: ended, seen by waitid, still in the table until somebody reaps it.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char state_of(pid_t pid) {
  char path[40], state = '-';
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  FILE* file = fopen(path, "r");
  if (!file) return state;
  if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = '?';
  fclose(file);
  return state;
}

int main(void) {
  const pid_t child = fork();
  if (child == 0) _exit(42);
  siginfo_t info;
  waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT);
  dprintf(1, "status %d, state %c\n", info.si_status, state_of(child));
  dprintf(1, "a signal: %s\n", kill(child, SIGTERM) == 0 ? "taken" : strerror(errno));
  int status = 0;
  waitpid(child, &status, 0);
  dprintf(1, "status %d, state %c\n", WEXITSTATUS(status), state_of(child));
  dprintf(1, "a signal: %s\n", kill(child, 0) == 0 ? "taken" : strerror(errno));
  return waitpid(child, &status, 0) < 0 && errno == ECHILD ? 0 : 1;
}
