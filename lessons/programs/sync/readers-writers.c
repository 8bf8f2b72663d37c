// Many may read at once, but a writer must be alone.
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// A text of two words, and what guards it.
static struct { sem_t room, door; int readers, left, right; } *text;

static void read_text(const char* who) {
  // The first reader takes the room, for all readers. `door` makes
  // counting a critical section.
  sem_wait(&text->door);
  if (++text->readers == 1) sem_wait(&text->room);
  sem_post(&text->door);

  // Any number of readers may be here, but no writer: the two halves
  // always belong together.
  dprintf(1, "%s: %d and %d\n", who, text->left, text->right);

  // The last reader gives the room back. If there is always another
  // reader, that never comes, and a writer waits forever: starvation.
  sem_wait(&text->door);
  if (--text->readers == 0) sem_post(&text->room);
  sem_post(&text->door);
  _exit(0);
}

static void write_text(void) {
  // A writer needs the room for itself: mutual exclusion. So nobody
  // can read the text while it is half done.
  sem_wait(&text->room);
  text->left = 1;
  dprintf(1, "writer: half done\n");
  text->right = 1;
  sem_post(&text->room);
  _exit(0);
}

int main(void) {
  // Memory that stays shared after fork().
  text = mmap(NULL, sizeof *text, PROT_READ | PROT_WRITE,
              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (text == MAP_FAILED) err(1, "mmap");
  sem_init(&text->room, 1, 1);
  sem_init(&text->door, 1, 1);

  // Two readers and a writer, in processes of their own.
  for (int i = 0; i < 3; ++i) {
    const pid_t child = fork();
    if (child < 0) err(1, "fork");
    if (child > 0) continue;
    i == 1 ? write_text() : read_text(i == 0 ? "ann" : "ben");
  }
  while (wait(NULL) > 0) continue;
  return 0;
}
