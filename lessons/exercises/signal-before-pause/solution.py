# A child that waits for a signal.
import os
import signal

signal.signal(signal.SIGUSR1, lambda *_: None)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
child = os.fork()
if child == 0:
    signal.sigwait({signal.SIGUSR1})
    print("awake", flush=True)
    os._exit(0)
os.kill(child, signal.SIGUSR1)
os.waitpid(child, 0)
print("done", flush=True)
