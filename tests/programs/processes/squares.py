# Pool: four workers square eight numbers, and the results come back in order.
from multiprocessing import get_context


def square(number):
    return number * number


if __name__ == "__main__":
    with get_context("fork").Pool(4) as pool:
        print(pool.map(square, range(8), 2))
