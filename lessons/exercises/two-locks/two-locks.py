# Two children that need two files each.
import fcntl
import os

def work(one, other):
    first = os.open(one, os.O_RDWR | os.O_CREAT)
    fcntl.flock(first, fcntl.LOCK_EX)
    second = os.open(other, os.O_RDWR | os.O_CREAT)
    fcntl.flock(second, fcntl.LOCK_EX)
    print("begins", flush=True)
    print("ends", flush=True)
    os._exit(0)

if os.fork() == 0:
    work("a", "b")
if os.fork() == 0:
    work("b", "a")
os.wait()
os.wait()
os.unlink("a")
os.unlink("b")
