# Two signals of one kind may arrive as one, and a child is forgotten.
import os
import signal

reaped = 0


def on_child(number, frame):
    global reaped
    # SIGCHLD has come: a child has ended. So take one child away.
    os.wait()
    reaped += 1


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

# The kernel does not count signals. It notes that a SIGCHLD is
# pending, and when a second one comes before the first has been
# handled, that note is there already. Then the handler is called
# once, for two children, and one of them stays a zombie.
print(f"{reaped} of 2 children reaped", flush=True)
