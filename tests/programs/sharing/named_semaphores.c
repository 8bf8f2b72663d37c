// Two programs that take turns by semaphores with names; one of them executes the other.
#include <err.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t* open_semaphore(const char* what, const char* of) {
  char name[64];
  snprintf(name, sizeof name, "/%s-%s", what, of);
  sem_t* opened = sem_open(name, O_CREAT, 0600, 0);
  if (opened == SEM_FAILED) err(1, "sem_open");
  return opened;
}

int main(int count, char** arguments) {
  char of[16];
  snprintf(of, sizeof of, "%d", getpid());
  if (count > 1) snprintf(of, sizeof of, "%s", arguments[1]);
  sem_t* ping = open_semaphore("ping", of);
  sem_t* pong = open_semaphore("pong", of);
  if (count > 1) {
    sem_wait(ping);
    dprintf(1, "pong\n");
    sem_post(pong);
    return 0;
  }
  if (fork() == 0) execl("/proc/self/exe", arguments[0], of, (char*)NULL);
  dprintf(1, "ping\n");
  sem_post(ping);
  sem_wait(pong);
  dprintf(1, "done\n");
  wait(NULL);
  char name[64];
  snprintf(name, sizeof name, "/ping-%s", of);
  sem_unlink(name);
  snprintf(name, sizeof name, "/pong-%s", of);
  sem_unlink(name);
  return 0;
}
