# Three processes add to a Value under its lock: nothing is lost.
import multiprocessing


def add(total):
    for _ in range(100):
        with total.get_lock():
            total.value += 1


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    total = context.Value("i", 0)
    processes = [context.Process(target=add, args=(total,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(total.value)
