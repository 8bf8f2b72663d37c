# An Array is a row of numbers that all processes see.
from multiprocessing import Array, Process


def fill(squares):
    # The child fills them in. Nothing is sent anywhere: it writes to
    # the very memory that the parent reads.
    for i in range(5):
        squares[i] = i * i
    print("child: filled in five squares", flush=True)


if __name__ == "__main__":
    # Five numbers in shared memory. They start as zeros.
    squares = Array("i", 5)
    print(f"parent: the last number is {squares[4]}", flush=True)

    child = Process(target=fill, args=(squares,))
    child.start()

    # Without this join the parent might read too early, and find some
    # of them still zero. Sharing memory orders nothing.
    child.join()

    # One memory, seen by both.
    print(f"parent: the last number is {squares[4]}", flush=True)
