# The ends of children are handled as they come.
import os
import signal

reaped = 0

def on_end(*_):
    global reaped
    try:
        while os.waitpid(-1, os.WNOHANG)[0] > 0:
            reaped += 1
    except ChildProcessError:
        pass

signal.signal(signal.SIGCHLD, on_end)
for child in range(2):
    if os.fork() == 0:
        print("works", flush=True)
        os._exit(0)
while reaped < 2:
    signal.sigtimedwait([], 1)
print("done", flush=True)
