# Fork first, start threads later: then no lock is held at the fork.
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


# There is one thread still, and so the lock that fork() copies is
# free.
child = os.fork()

if child == 0:
    # The child's lock is its own, and nothing that the parent's threads
    # do will change it. (If threads have to come first: let processes
    # be spawned, or take all locks with os.register_at_fork().)
    with lock:
        print("child: I have the lock", flush=True)
    os._exit(0)

# A second thread, and it holds the lock now.
thread = threading.Thread(target=hold)
thread.start()
locked.wait()

# In the parent the thread goes on and unlocks the lock.
forked.set()
thread.join()
print("parent: the lock is free", flush=True)
os.wait()
