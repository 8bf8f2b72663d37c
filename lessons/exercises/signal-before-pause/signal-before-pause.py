# A child that waits for a signal.
import os
import signal

signal.signal(signal.SIGUSR1, lambda *_: None)
child = os.fork()
if child == 0:
    signal.pause()
    print("awake", flush=True)
    os._exit(0)
os.kill(child, signal.SIGUSR1)
os.waitpid(child, 0)
print("done", flush=True)
