# Processes share no variables, so work is handed over in a queue.
import time
from multiprocessing import Process, Queue


def write(queue, names):
    # One process puts names in, one every two seconds. It says so
    # before it does so: said afterwards, "putting" could come out
    # later than the other side's "got".
    for name in names:
        print(f"putting {name}", flush=True)
        queue.put(name)
        time.sleep(2)


def read(queue):
    # The other takes names out, in the order in which they went in.
    # When the queue is empty, get() waits for the next one: forever,
    # if need be. This process never ends by itself.
    while True:
        name = queue.get()
        print(f"got {name}", flush=True)


if __name__ == "__main__":
    # Made before the processes, so that both hold the same queue.
    queue = Queue()
    names = ["Yi_Zhi_Yu", "Tony", "San"]
    writer = Process(target=write, args=(queue, names))
    reader = Process(target=read, args=(queue,))

    # Both run at the same time.
    writer.start()
    reader.start()

    # The writer ends when it has nothing left to put.
    writer.join()

    # The reader has to be ended. That is safe only because nothing is
    # on its way any more: the writer's last pause saw to that.
    # Without it a name could die with its reader.
    reader.terminate()
    reader.join()
