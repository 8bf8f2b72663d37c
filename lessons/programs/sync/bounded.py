# A bounded buffer: producers wait for room, the consumer for items.
from multiprocessing import Array, Process, Semaphore, Value

# Two slots that all processes share, used in a circle.
SLOTS = 2


def put(item, room, items, turn, slot, end):
    # `room` counts the free slots. With none left, wait for one.
    room.acquire()

    # In this block a producer is alone: that is a critical section.
    # Without it both might fill the same slot.
    with turn:
        slot[end.value % SLOTS] = item
        end.value += 1
        print(f"put {item}", flush=True)

    # `items` counts the full slots. Now there is one more.
    items.release()


def producer(first, *buffer):
    # Each producer puts in two numbers, and ends.
    put(first, *buffer)
    put(first + 1, *buffer)


if __name__ == "__main__":
    # What the processes share. The semaphores order their steps.
    room, items, turn = Semaphore(SLOTS), Semaphore(0), Semaphore(1)
    slot = Array("i", SLOTS, lock=False)
    end = Value("i", 0, lock=False)
    for first in 11, 21:
        Process(target=producer,
                args=(first, room, items, turn, slot, end)).start()

    # This process is the consumer, the only one: it needs no turn.
    for number in range(4):
        items.acquire()
        item = slot[number % SLOTS]
        room.release()
        print(f"got {item}", flush=True)
