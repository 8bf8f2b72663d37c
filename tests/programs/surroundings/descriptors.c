// Lists the descriptors that it was born with, and what they are.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
  int open_here[64] = {0};
  DIR* folder = opendir("/proc/self/fd");
  if (!folder) return 1;
  for (struct dirent* entry = readdir(folder); entry; entry = readdir(folder)) {
    const int fd = atoi(entry->d_name);
    if (entry->d_name[0] != '.' && fd != dirfd(folder) && fd < 64) open_here[fd] = 1;
  }
  closedir(folder);
  for (int fd = 0; fd < 64; ++fd) {
    struct stat kind;
    if (!open_here[fd] || fstat(fd, &kind) < 0) continue;
    printf("%d: type %o, mode %d, flags %d\n", fd, kind.st_mode >> 12,
           fcntl(fd, F_GETFL) & O_ACCMODE, fcntl(fd, F_GETFD));
  }
  return 0;
}
