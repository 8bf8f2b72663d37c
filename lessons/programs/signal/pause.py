# Check, then pause: a signal in between is slept through.
import os
import signal

ready = False


def on_signal(number, frame):
    global ready
    ready = True


# SIGUSR1 will set `ready`, whatever this process is doing.
signal.signal(signal.SIGUSR1, on_signal)

# The child sends that signal, once.
child = os.fork()
if child == 0:
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)

# Nothing to do yet? Then sleep: pause() ends when a signal comes. But
# if it comes after the check and before the pause, and one context
# switch is enough for that, then `ready` is true and this process
# sleeps all the same. The signal will not come again: that is a lost
# wake-up. (Ctrl-C ends this page.)
while not ready:
    print("not ready, so I sleep", flush=True)
    signal.pause()

# Most runs come here, and so the fault is hard to find.
print("ready", flush=True)
os.wait()
