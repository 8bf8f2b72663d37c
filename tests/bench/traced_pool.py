"""What tracers are timed with: a Pool of four and a hundred tasks."""

import multiprocessing


def square(i):
    return i * i


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(4) as pool:
        print(pool.map(square, range(100), 1))
