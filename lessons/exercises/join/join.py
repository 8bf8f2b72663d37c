# The parent reports on the work of its child.
import os

child = os.fork()
if child == 0:
    print("work", flush=True)
    os._exit(0)
print("report", flush=True)
os.waitpid(child, 0)
