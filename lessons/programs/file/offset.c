// Parent and child share the offset of a file that is open at fork().
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char* who, int file) {
  // Each open file has an offset: where the next read() begins. The
  // read moves it forward.
  char text[4] = "";
  read(file, text, 3);
  dprintf(1, "%s reads %s\n", who, text);
}

int main(void) {
  // A file with six letters, and back to its beginning.
  char name[32];
  snprintf(name, sizeof name, "/tmp/offset-%d", getpid());
  const int file = open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (file < 0 || write(file, "abcdef", 6) < 6) err(1, "%s", name);
  lseek(file, 0, SEEK_SET);

  // The child inherits the open file. Its descriptor is a copy, but
  // the open file with its offset is one and the same.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    show("child", file);

    // This child opens the file once more: another open file, with an
    // offset of its own.
    const int again = open(name, O_RDONLY);
    show("child, opened again,", again);
    _exit(0);
  }

  // The child has read three letters of the shared one, and so the
  // parent goes on with the fourth. The second open file has moved
  // nothing here.
  wait(NULL);
  show("parent", file);

  // The file goes away.
  unlink(name);
  return 0;
}
