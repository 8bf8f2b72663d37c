# One order for all chopsticks: no circle, and all eat.
from multiprocessing import Process, Semaphore


def dine(who, stick):
    # Everybody takes the chopstick with the lower number first. For
    # philosopher 2 that is the right one, number 0.
    first = stick[who if who < 2 else 0]
    first.acquire()
    print(f"{who} has one chopstick", flush=True)

    # Then the one with the higher number. One may have to wait here,
    # but never in a circle: somebody in it would have to wait for a
    # lower number.
    second = stick[who + 1 if who < 2 else 2]
    second.acquire()

    # With both of them one can eat, and then puts them back.
    print(f"{who} eats", flush=True)
    second.release()
    first.release()


if __name__ == "__main__":
    # Three chopsticks lie on the table, in memory that all share.
    stick = [Semaphore(1) for _ in range(3)]

    # Philosophers 0, 1 and 2 sit around the table.
    everybody = [Process(target=dine, args=(who, stick))
                 for who in range(3)]
    for philosopher in everybody:
        philosopher.start()

    # Of those who have a chopstick, the one with the highest waits
    # for nobody. So somebody can always go on, and all eat, in every
    # run.
    for philosopher in everybody:
        philosopher.join()
    print("all have eaten", flush=True)
