# A child may end before its parent has put it on the list.
import os
import signal

# The list of jobs of a small shell. It has room for one.
job = 0


def on_child(number, frame):
    global job
    # A job has ended: take it off the list.
    if os.wait()[0] == job:
        job = 0


# From here on each end of a child calls on_child().
signal.signal(signal.SIGCHLD, on_child)

# A job that ends at once.
child = os.fork()
if child == 0:
    os._exit(0)
print("a job has started", flush=True)

# Put it on the list. If it has ended by now, the handler has come
# too early: it took nothing off, and will not come again.
job = child

# Wait until the job has ended, and leave it to the handler.
try:
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
except ChildProcessError:
    pass  # the handler was faster

# A job on the list that has ended is worse than a wrong list: its
# PID will be another's, and `kill` would hit that one. The handler
# and the program share the list, so this is a race condition, within
# one process.
print(f"the list {'has a dead job' if job else 'is empty'}", flush=True)
