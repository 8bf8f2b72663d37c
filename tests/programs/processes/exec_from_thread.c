// A thread executes another program: it takes the PID, and all other threads are gone.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void* become_another(void* pid) {
  execl("/bin/sh", "sh", "-c", "test $$ = $1 && echo the same PID; exit 3", "sh", (char*)pid,
        (char*)NULL);
  return NULL;
}

static void* stay(void* nothing) {
  for (;;) pause();
  return nothing;
}

int main(void) {
  static char pid[20];
  snprintf(pid, sizeof pid, "%d", (int)getpid());
  pthread_t threads[3];
  dprintf(1, "four threads\n");
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, stay, NULL);
  pthread_create(&threads[2], NULL, become_another, pid);
  pthread_join(threads[2], NULL);
  return 1;
}
