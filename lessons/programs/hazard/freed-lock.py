# The kernel frees a file lock when its holder is killed.
import fcntl
import os
import signal
from multiprocessing import Process


def ann(lock):
    # Ann takes the lock, and then she is killed. A killed process runs
    # nothing any more, no `finally` and no end of a `with`.
    with open(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        print("ann has the lock", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


def ben(lock):
    # Ben wants the lock. Ann had locked an open file, and the kernel
    # closed it when she was killed. With the file went the lock.
    with open(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        print("ben has the lock", flush=True)


if __name__ == "__main__":
    # First Ann, and when she has ended, Ben. The lock is an empty file.
    lock = f"/tmp/lock-{os.getpid()}"
    os.close(os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for who in ann, ben:
        process = Process(target=who, args=(lock,))
        process.start()
        process.join()
    print("both had the lock", flush=True)

    # The file goes away.
    os.unlink(lock)
