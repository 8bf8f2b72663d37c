# Pool: two workers, results in the order of the tasks, an error comes back.
import multiprocessing


def square(number):
    if number == 13:
        raise ValueError("thirteen")
    return number * number


if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(square, range(10), 1))
        print(list(pool.imap(square, (3, 4))), pool.apply(square, (5,)))
        try:
            pool.apply(square, (13,))
        except ValueError as error:
            print("error:", error)
