# Ctrl-C in a pool's map(): the pool cannot be closed any more.
import os
import signal
from multiprocessing import Pool


def work(number):
    # Ctrl-C sends SIGINT to each process in the foreground, to the
    # workers as well. Here the worker does it: to its parent, and to
    # itself. Python makes an exception of it, KeyboardInterrupt, and
    # that ends the worker, with a long message.
    os.kill(os.getppid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    return number


if __name__ == "__main__":
    # A pool of one worker, and one task.
    pool = Pool(1)
    try:
        pool.map(work, [1])
    except KeyboardInterrupt:
        # The parent wants to clean up, and to end.
        print("parent: Ctrl-C", flush=True)

    # close() says that no more tasks will come, and join() waits until
    # all are done. But a task is lost: the worker that had it has
    # ended. So join() waits forever. (Another Ctrl-C ends this page.)
    pool.close()
    pool.join()

    # No run comes here.
    print("parent: closed", flush=True)
