# All take the left chopstick first: now and then, nobody eats.
from multiprocessing import Process, Semaphore


def dine(who, stick):
    # Everybody takes the left chopstick first.
    first = stick[who]
    first.acquire()
    print(f"{who} has one chopstick", flush=True)

    # Then the right one. If the neighbour has it, wait, and keep the
    # left one: hold and wait.
    second = stick[(who + 1) % 3]
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

    # If all three take the left one before anybody takes the right one,
    # each waits for the next, around the table: a deadlock. Otherwise
    # all eat. (Ctrl-C ends this page; mpdemo notices by itself.)
    for philosopher in everybody:
        philosopher.join()
    print("all have eaten", flush=True)
