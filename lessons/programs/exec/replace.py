# exec puts another program into the same process.
import os
import sys

# A process is not its program. This one has a PID, and for now it
# runs this page.
pid = str(os.getpid())
print("the page runs", flush=True)

# Now it runs sh, from the beginning. Memory, variables and the rest
# of this page are gone; the PID, the parent and the open files
# stay. The shell compares its PID, $$, with the one given to it.
try:
    os.execlp("sh", "sh", "-c",
              "[ $$ = $0 ] && echo same PID || echo another PID", pid)
except OSError:
    # exec returns only if it fails, so a line after it is for that
    # case alone.
    print("there is no program sh", flush=True)
    sys.exit(1)
