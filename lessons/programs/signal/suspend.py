# Unblock and sleep in one step: no signal is slept through.
import os
import signal

# From here on SIGUSR1 is blocked: it stays pending until somebody
# lets it in. So nothing can come between the check and the sleep.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})

# The child sends that signal, once.
child = os.fork()
if child == 0:
    os.kill(os.getppid(), signal.SIGUSR1)
    os._exit(0)

# sigwait() takes a signal that is pending, or sleeps until it comes,
# both in one step: it is atomic. (Python has no sigsuspend(), and
# needs no handler here.)
print("not ready, so I sleep", flush=True)
signal.sigwait({signal.SIGUSR1})

# Every run comes here.
print("ready", flush=True)
os.wait()
