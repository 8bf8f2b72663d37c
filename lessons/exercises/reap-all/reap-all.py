# The ends of children are handled as they come.
import os
import signal

came = 0

def on_end(*_):
    global came
    os.waitpid(-1, os.WNOHANG)
    came += 1

signal.signal(signal.SIGCHLD, on_end)
for child in range(2):
    if os.fork() == 0:
        print("works", flush=True)
        os._exit(0)
while came == 0:
    signal.sigtimedwait([], 1)
print("done", flush=True)
