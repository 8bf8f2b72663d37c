# fork() copies a lock that a thread holds, but not the thread.
import os
import threading

lock = threading.Lock()
locked = threading.Event()
forked = threading.Event()


def hold():
    # This thread holds the lock for a moment, as a thread does that
    # prints, logs or imports.
    with lock:
        locked.set()
        forked.wait()


# A second thread, and it holds the lock now.
thread = threading.Thread(target=hold)
thread.start()
locked.wait()

# fork() copies the memory, and so the lock, which is locked. But of
# the threads only the one that calls fork() lives on in the child.
child = os.fork()

if child == 0:
    # So in the child no thread is left that could unlock its copy, and
    # this waits forever. Since 3.12 Python warns when a process with
    # threads forks. (Ctrl-C ends this page; mpdemo notices by itself.)
    with lock:
        print("child: I have the lock", flush=True)
    os._exit(0)

# In the parent the thread goes on and unlocks the lock.
forked.set()
thread.join()
print("parent: the lock is free", flush=True)
os.wait()
