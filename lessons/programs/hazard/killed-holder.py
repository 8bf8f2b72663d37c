# A lock stays locked when its holder is killed.
import os
import signal
from multiprocessing import Lock, Process


def ann(lock):
    # Ann takes the lock, and then she is killed. A killed process runs
    # nothing any more, no `finally` and no end of a `with`.
    with lock:
        print("ann has the lock", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


def ben(lock):
    # Ben wants the lock. A Lock is a number in shared memory: 0, and
    # nothing says who made it 0. So he waits forever. (Ctrl-C ends this
    # page; mpdemo notices by itself.)
    with lock:
        print("ben has the lock", flush=True)


if __name__ == "__main__":
    # First Ann, and when she has ended, Ben.
    lock = Lock()
    for who in ann, ben:
        process = Process(target=who, args=(lock,))
        process.start()
        process.join()
    print("both had the lock", flush=True)
