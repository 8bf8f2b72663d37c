# Text for a file or a pipe is collected first, as here.
import os
import sys

sys.stdout = open(1, "w", buffering=4096, closefd=False)
print("start")
child = os.fork()
if child == 0:
    print("child")
    sys.stdout.flush()
    os._exit(0)
os.waitpid(child, 0)
print("parent")
sys.stdout.flush()
