// What its three streams are: kind, mode, flags, and which of them are one and the same.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char* kind_of(mode_t mode) {
  if (S_ISREG(mode)) return "regular file";
  if (S_ISFIFO(mode)) return "pipe";
  if (S_ISCHR(mode)) return "character device";
  if (S_ISSOCK(mode)) return "socket";
  return "something else";
}

int main(void) {
  struct stat of[3] = {{0}};
  FILE* answers = fopen("answers.txt", "w+");
  for (int fd = 0; fd < 3 && answers; ++fd) {
    if (fstat(fd, &of[fd]) < 0) {
      fprintf(answers, "%d: closed\n", fd);
      continue;
    }
    const int flags = fcntl(fd, F_GETFL);
    static const char* const modes[] = {"read", "write", "both"};
    fprintf(answers, "%d: %s, %s%s%s%s%s, mode %o, owner %d\n", fd, kind_of(of[fd].st_mode),
            modes[flags & O_ACCMODE], flags & O_APPEND ? ", append" : "",
            flags & O_NONBLOCK ? ", non-blocking" : "",
            fcntl(fd, F_GETFD) & FD_CLOEXEC ? ", close-on-exec" : "",
            isatty(fd) ? ", terminal" : "", of[fd].st_mode & 0777, of[fd].st_uid);
  }
  for (int fd = 1; fd < 3 && answers; ++fd) {
    fprintf(answers, "%d is %s\n", fd,
            of[fd].st_dev == of[fd - 1].st_dev && of[fd].st_ino == of[fd - 1].st_ino
                ? "the one before it"
                : "one of its own");
  }
  if (!answers) return 1;
  rewind(answers);
  for (int c = getc(answers); c != EOF; c = getc(answers)) putchar(c);
  fclose(answers);
  unlink("answers.txt");
  return fflush(stdout) == 0 ? 0 : 1;
}
