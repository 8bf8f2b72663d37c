// posix_spawn with a redirection and a default signal, and one that cannot be.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

int main(void) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  sigset_t usr1;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  posix_spawnattr_setsigdefault(&attributes, &usr1);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  signal(SIGUSR1, SIG_IGN);

  pid_t child = 0;
  int status = 0;
  char* shell[] = {"sh", "-c", "echo to stderr >&2; kill -USR1 $$; echo alive", NULL};
  if (posix_spawnp(&child, "sh", &actions, &attributes, shell, environ) != 0) return 1;
  waitpid(child, &status, 0);
  dprintf(1, "killed by %s\n", WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "nobody");
  const int error = posix_spawn(&child, "/no/such/program", NULL, NULL, shell, environ);
  dprintf(1, "%s\n", strerror(error));
  return 0;
}
