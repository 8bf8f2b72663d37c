# A parent learns how its child has ended: by itself, or by a signal.
import os
import signal

# The first child ends by itself, and leaves a number: its exit status.
child = os.fork()
if child == 0:
    os._exit(3)

# wait() returns once the child has ended, and tells how.
_, status = os.wait()

# The status is no plain number: functions take it apart.
if os.WIFEXITED(status):
    print(f"it exited with {os.WEXITSTATUS(status)}", flush=True)

# The second child waits for a signal that nobody handles.
child = os.fork()
if child == 0:
    signal.pause()
    os._exit(0)

# SIGTERM ends it: it does not come to its own exit any more.
os.kill(child, signal.SIGTERM)
_, status = os.wait()

# So there is no exit status now, but the number of a signal.
if os.WIFSIGNALED(status):
    print(f"it was killed by signal {os.WTERMSIG(status)}", flush=True)
