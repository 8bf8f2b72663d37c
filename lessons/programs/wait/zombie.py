# A child that has ended stays as a zombie until its parent waits.
import os
import signal

# This child ends at once.
child = os.fork()
if child == 0:
    os._exit(7)

# waitid() can look at a child without taking it away: with WNOWAIT
# it waits until the child has ended, and leaves all as it is.
os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
print("the child has ended", flush=True)

# Its memory and its files are gone. What is left is an entry with
# its PID and its status, since the parent might ask for them. That
# is a zombie: state Z in the list of ps. Signal 0 does nothing but
# ask whether there is such a process.
os.kill(child, 0)
print("its PID is still taken", flush=True)

# A zombie cannot be killed, because it does not run any more.
os.kill(child, signal.SIGKILL)

# wait() takes the status, and the entry goes with it. That is called
# reaping. A server that never does it collects zombies, until the
# system has no PID left.
_, status = os.wait()
print(f"reaped, with exit code {os.WEXITSTATUS(status)}", flush=True)

# Now there is no such process.
try:
    os.kill(child, 0)
except ProcessLookupError:
    print("its PID is free", flush=True)
