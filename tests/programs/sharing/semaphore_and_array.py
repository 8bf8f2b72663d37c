# A Semaphore of two places and a shared Array that says how many were ever inside.
import multiprocessing


def enter(places, counts):
    with places:
        with counts.get_lock():
            counts[0] += 1
            counts[1] = max(counts[:2])
        with counts.get_lock():
            counts[0] -= 1
            counts[2] += 1


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    places, counts = context.BoundedSemaphore(2), context.Array("i", 3)
    guests = [context.Process(target=enter, args=(places, counts)) for _ in range(4)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    print("inside now:", counts[0], "never more than two:", counts[1] <= 2, "in all:", counts[2])
