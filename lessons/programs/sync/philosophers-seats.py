# Two seats for three: somebody always gets both chopsticks.
from multiprocessing import Process, Semaphore


def dine(who, stick, seat):
    # There are two seats. A third one waits here, with empty hands.
    seat.acquire()

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

    # And the seat is free for the next.
    seat.release()


if __name__ == "__main__":
    # Three chopsticks lie on the table, in memory that all share.
    stick = [Semaphore(1) for _ in range(3)]
    seat = Semaphore(2)

    # Philosophers 0, 1 and 2 sit around the table.
    everybody = [Process(target=dine, args=(who, stick, seat))
                 for who in range(3)]
    for philosopher in everybody:
        philosopher.start()

    # Two philosophers and three chopsticks: one of the two finds both,
    # whatever the other one does. So all eat, in every run.
    for philosopher in everybody:
        philosopher.join()
    print("all have eaten", flush=True)
