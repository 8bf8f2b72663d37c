# Two locks, taken in opposite order: now and then, nobody goes on.
from multiprocessing import Lock, Process


def ann(pencil, ruler):
    # Ann takes the pencil first, and then the ruler. While somebody
    # else has what she wants, acquire() waits.
    pencil.acquire()
    print("ann has the pencil, wants the ruler", flush=True)
    ruler.acquire()
    print("ann draws a line", flush=True)
    ruler.release()
    pencil.release()


def ben(pencil, ruler):
    # Ben takes the ruler first. That is as good an order as hers:
    # none of his lines is wrong, and none of hers.
    ruler.acquire()
    print("ben has the ruler, wants the pencil", flush=True)
    pencil.acquire()
    print("ben draws a line", flush=True)
    pencil.release()
    ruler.release()


if __name__ == "__main__":
    # A straight line takes a pencil and a ruler, and there is only
    # one of each. Each has a lock: who holds the lock has the thing.
    things = Lock(), Lock()
    ann_draws = Process(target=ann, args=things, name="ann")
    ben_draws = Process(target=ben, args=things, name="ben")

    # Most runs end well: one is done before the other begins. But
    # once each of them has one thing, Ann waits for Ben, and Ben for
    # Ann. Neither lets go of anything, and so both wait forever, and
    # this process, too. That is a deadlock.
    ann_draws.start()
    ben_draws.start()
    ann_draws.join()
    ben_draws.join()

    # Here everything went well, which proves nothing: the next run
    # may be the one that never comes here.
    print("both have drawn a line", flush=True)
