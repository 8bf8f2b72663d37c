# Many may read at once, but a writer must be alone.
from multiprocessing import Array, Process, Semaphore, Value


def read_text(who, text, readers, room, door):
    # The first reader takes the room, for all readers. `door` makes
    # counting a critical section.
    with door:
        readers.value += 1
        if readers.value == 1:
            room.acquire()

    # Any number of readers may be here, but no writer: the two halves
    # always belong together.
    print(f"{who}: {text[0]} and {text[1]}", flush=True)

    # The last reader gives the room back. If there is always another
    # reader, that never comes, and a writer waits forever: starvation.
    with door:
        readers.value -= 1
        if readers.value == 0:
            room.release()


def write_text(text, room):
    # A writer needs the room for itself: mutual exclusion. So nobody
    # can read the text while it is half done.
    with room:
        text[0] = 1
        print("writer: half done", flush=True)
        text[1] = 1


if __name__ == "__main__":
    # A text of two words, and what guards it.
    text = Array("i", 2, lock=False)
    readers = Value("i", 0, lock=False)
    room, door = Semaphore(1), Semaphore(1)

    # Two readers and a writer, in processes of their own.
    guarded = (text, readers, room, door)
    everybody = [Process(target=read_text, args=("ann", *guarded)),
                 Process(target=write_text, args=(text, room)),
                 Process(target=read_text, args=("ben", *guarded))]
    for process in everybody:
        process.start()
    for process in everybody:
        process.join()
