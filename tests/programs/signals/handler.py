# signal: a handler, an alarm that ends a wait, a child that is told to go.
import os
import signal


def handle(number, frame):
    print("handled", signal.Signals(number).name, flush=True)


signal.signal(signal.SIGUSR1, handle)
signal.signal(signal.SIGALRM, handle)
os.kill(os.getpid(), signal.SIGUSR1)
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
child = os.fork()
if child == 0:
    print("child got", signal.Signals(signal.sigwait({signal.SIGUSR2})).name, flush=True)
    os._exit(6)
os.kill(child, signal.SIGUSR2)
print("status", os.waitstatus_to_exitcode(os.wait()[1]))
