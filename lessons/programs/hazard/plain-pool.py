# A process that is no daemon may have a pool.
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
    # A plain process is joined by its parent, and has the time to end
    # its own children. (The workers of concurrent.futures are plain
    # processes, too.)
    child = Process(target=work, daemon=False)
    child.start()
    child.join()
