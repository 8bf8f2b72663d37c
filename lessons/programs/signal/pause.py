# Check, then pause: a signal in between is slept through.
import os
import signal

ready = False


def on_signal(number, frame):
    global ready
    ready = True


# A SIGUSR1 will set `ready`, wherever this process is.
signal.signal(signal.SIGUSR1, on_signal)

# The child sends that signal, once.
child = os.fork()
if child == 0:
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)

# Nothing to do yet? Then sleep: pause() ends when a signal comes.
# But if it comes after the check and before the pause, `ready` is
# true, and this process sleeps all the same, for a signal that will
# not come again. That is a lost wake-up: then this page never ends.
while not ready:
    print("not ready, so I sleep", flush=True)
    signal.pause()

# In most runs all goes well, which makes it hard to find.
print("ready", flush=True)
os.wait()
