# One signal may stand for many children: reap in a loop.
import os
import signal

reaped = 0


def on_child(number, frame):
    global reaped
    # SIGCHLD has come: one child has ended, or several. So take away
    # all that have. WNOHANG: where none is left, do not wait for one.
    try:
        while os.waitpid(-1, os.WNOHANG)[0] > 0:
            reaped += 1
    except ChildProcessError:
        pass


# From here on a SIGCHLD interrupts this process, whatever it is doing,
# and makes it call on_child().
signal.signal(signal.SIGCHLD, on_child)

# Two children, and each ends at once.
children = []
for _ in range(2):
    child = os.fork()
    if child == 0:
        os._exit(0)
    children.append(child)

# Wait until both have ended. WNOWAIT leaves them where they are:
# to take them away is the handler's business.
for child in children:
    try:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    except ChildProcessError:
        pass  # the handler was faster

# The two signals may still have become one. But each call of the
# handler takes all that there is, so both are gone in the end.
print(f"{reaped} of 2 children reaped", flush=True)
