# Two processes add to a Value without its lock: an update may be lost.
import multiprocessing


def add(total):
    for _ in range(2):
        total.value += 1


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    total = context.Value("i", 0, lock=False)
    processes = [context.Process(target=add, args=(total,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(total.value)
