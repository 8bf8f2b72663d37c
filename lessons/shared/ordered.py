# Two locks, taken by all in the same order: everybody goes on.
from multiprocessing import Lock, Process


def ann(pencil, ruler):
    # Ann does as before. Once she has the pencil she gets the ruler: a
    # process without the pencil cannot hold the ruler.
    pencil.acquire()
    print("ann has the pencil, wants the ruler", flush=True)
    ruler.acquire()
    print("ann draws a line", flush=True)
    ruler.release()
    pencil.release()


def ben(pencil, ruler):
    # Ben now takes the pencil first, like her. If she has it, he
    # waits, but with empty hands: he holds nothing that she needs.
    pencil.acquire()
    print("ben has the pencil, wants the ruler", flush=True)
    ruler.acquire()
    print("ben draws a line", flush=True)
    ruler.release()
    pencil.release()


if __name__ == "__main__":
    # The same pencil and the same ruler, and one rule for everybody:
    # the pencil first, and then the ruler.
    things = Lock(), Lock()
    ann_draws = Process(target=ann, args=things, name="ann")
    ben_draws = Process(target=ben, args=things, name="ben")

    # One may still wait for the other, but never both for each other.
    ann_draws.start()
    ben_draws.start()
    ann_draws.join()
    ben_draws.join()

    # Every run comes here, in either order.
    print("both have drawn a line", flush=True)
