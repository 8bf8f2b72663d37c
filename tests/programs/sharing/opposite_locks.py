# Two processes take two locks in opposite order: each may wait for the other forever.
import multiprocessing


def take_both(first, second, name):
    with first:
        with second:
            print(name, "has both", flush=True)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    left, right = context.Lock(), context.Lock()
    child = context.Process(target=take_both, args=(left, right, "child"))
    child.start()
    take_both(right, left, "parent")
    child.join()
