# Workers ignore Ctrl-C, and the parent alone decides.
import os
import signal
from multiprocessing import Pool


def ignore():
    # Each worker calls this once, before its first task.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def work(number):
    # Ctrl-C sends SIGINT to each process in the foreground, to the
    # workers as well. Here the worker does it: to its parent, and to
    # itself. It ignores its own, and goes on.
    os.kill(os.getppid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    return number


if __name__ == "__main__":
    # A pool of one worker, and one task.
    pool = Pool(1, initializer=ignore)
    try:
        pool.map(work, [1])
    except KeyboardInterrupt:
        # The parent wants to clean up, and to end.
        print("parent: Ctrl-C", flush=True)

    # close() says that no more tasks will come, and join() waits until
    # all are done. The worker finishes its task, and so join() returns.
    # A parent that cannot wait calls terminate() instead of close().
    pool.close()
    pool.join()

    # Every run comes here.
    print("parent: closed", flush=True)
