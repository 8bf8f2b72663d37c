# A daemon must not have children, and so it cannot have a pool.
from multiprocessing import Pool, Process


def square(number):
    # A worker of that pool does this.
    return number * number


def work():
    # This process wants a pool of its own, as when a task of a pool
    # calls a library that uses one. The workers of a Pool are daemons.
    try:
        with Pool(1) as pool:
            print(f"child: got {pool.map(square, [3])}", flush=True)
    except AssertionError as error:
        print(f"child: {error}", flush=True)


if __name__ == "__main__":
    # A daemon is ended together with its parent, without being asked.
    # It could not end its own children then, and they would be orphans:
    # so multiprocessing forbids it to have any.
    child = Process(target=work, daemon=True)
    child.start()
    child.join()
