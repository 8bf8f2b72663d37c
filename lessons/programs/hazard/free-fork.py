# A lock that is taken around fork() is free in the child, too.
import os
import threading
import time

lock = threading.Lock()
locked = threading.Event()


def hold():
    # This thread holds the lock for a moment, as a thread does that
    # prints, logs or imports.
    with lock:
        locked.set()
        time.sleep(0.1)


# A second thread, and now it holds the lock.
thread = threading.Thread(target=hold)
thread.start()
locked.wait()

# The thread that forks takes the lock before, and so waits until no
# other thread has it. Afterwards parent and child each unlock their
# own copy.
os.register_at_fork(before=lock.acquire,
                    after_in_parent=lock.release,
                    after_in_child=lock.release)
child = os.fork()

if child == 0:
    # The lock is free here. Better still: fork before the first thread
    # is started, or let processes be spawned.
    with lock:
        print("child: I have the lock", flush=True)
    os._exit(0)

# In the parent it is free as well.
thread.join()
print("parent: the lock is free", flush=True)
os.wait()
