# exec keeps open descriptors, except those marked close-on-exec.
import os

# A descriptor is a number that stands for an open file. Here two of
# them, 5 and 6, stand for the same one.
null = os.open("/dev/null", os.O_RDONLY)
os.dup2(null, 5)

# But 6 carries a mark: close-on-exec. The kernel closes it when the
# process executes another program. (What Python itself opens has that
# mark; dup2() leaves it out unless it is told otherwise.)
os.dup2(null, 6, inheritable=False)

# In this program both are open.
for fd in 5, 6:
    os.fstat(fd)
    print(f"before: {fd} is open", flush=True)

# The shell tries to read from each of them. What it finds open, it
# has inherited: so a program started this way can read a secret
# file that somebody forgot to mark, or keep a pipe open.
os.execlp("sh", "sh", "-c",
          "for fd in 5 6; do"
          "  if true <&$fd; then echo after: $fd is open;"
          "  else echo after: $fd is closed; fi;"
          "done 2>&-")
