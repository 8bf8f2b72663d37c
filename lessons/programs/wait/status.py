# A status says how a child ended: by itself, or by a signal.
import os
import signal


def report(status):
    # A status is not an exit code, it contains one. In Linux its lowest
    # seven bits are the signal, the eighth says whether a core was
    # dumped, and the next eight are the exit code. These functions take
    # it apart.
    if os.WIFEXITED(status):
        print(f"exit code {os.WEXITSTATUS(status)}", flush=True)
    elif os.WIFSIGNALED(status):
        core = ", and a core was dumped" if os.WCOREDUMP(status) else ""
        print(f"signal {os.WTERMSIG(status)}{core}", flush=True)


# The first child ends by itself. 0 would mean that all went well.
first = os.fork()
if first == 0:
    os._exit(3)

# waitpid() waits for this child to end, and returns its status:
# 0x0300, the exit code in the upper byte.
_, status = os.waitpid(first, 0)
report(status)

# The second child would wait forever: pause() ends when a signal
# comes.
second = os.fork()
if second == 0:
    signal.pause()

# SIGTERM, number 15, ends a process, unless the process has made other
# arrangements.
os.kill(second, signal.SIGTERM)

# Now the status is 0x000f: a signal and no exit code. A shell has
# only one number for both and shows 128 + 15, so 143.
_, status = os.waitpid(second, 0)
report(status)
