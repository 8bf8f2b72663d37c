// exec that fails, each time for another reason, and at last one that does not.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void try_it(const char* path) {
  execl(path, path, (char*)NULL);
  dprintf(1, "%s: %s\n", path[0] ? path : "an empty name", strerror(errno));
}

int main(void) {
  const int file = open("broken", O_WRONLY | O_CREAT | O_TRUNC, 0700);
  dprintf(file, "\177ELF and then nothing of use\n");
  close(file);
  try_it("");
  try_it("/no/such/program");
  try_it("/etc");
  try_it("/etc/passwd/x");
  try_it("./broken");
  chmod("broken", 0600);
  try_it("./broken");
  unlink("broken");
  execlp("sh", "a-shell", "-c", "echo $0; exit 7", (char*)NULL);
  return 1;
}
