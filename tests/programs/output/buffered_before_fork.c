// What stdio holds when fork is called comes out twice, unless a terminal takes each line.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  printf("before fork\n");
  printf("half a line, ");
  if (fork() == 0) {
    printf("the child's\n");
    exit(0);
  }
  wait(NULL);
  printf("the parent's\n");
  return 0;
}
