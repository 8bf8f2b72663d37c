# A blocked signal waits until the child is on the list.
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

# But not now: a SIGCHLD has to wait while it is blocked.
before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})

# A job that ends at once.
child = os.fork()
if child == 0:
    os._exit(0)
print("a job has started", flush=True)

# Put it on the list, and only then let the signal in. What is
# between the two calls of pthread_sigmask() is a critical section. (A
# child that goes on to exec has to unblock it, too: it inherits
# what is blocked.)
job = child
signal.pthread_sigmask(signal.SIG_SETMASK, before)

# Wait until the job has ended, and leave it to the handler.
try:
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
except ChildProcessError:
    pass  # the handler was faster

# The handler always finds the job on the list.
print(f"the list {'has a dead job' if job else 'is empty'}", flush=True)
