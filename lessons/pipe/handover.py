# A pipe has two ends, and what goes in at one comes out at the other.
import time
from multiprocessing import Pipe, Process


def write(end, names):
    # One process sends names into the left end, one every second.
    for name in names:
        print(f"sending {name}", flush=True)
        end.send(name)
        time.sleep(1)


def read(end):
    # The other receives them at the right end, in the same order.
    # recv() waits for the next one, and there is always somebody who
    # still could send: this process holds the left end, too.
    while True:
        name = end.recv()
        print(f"received {name}", flush=True)


if __name__ == "__main__":
    # Two ends, not two processes: any number of processes may hold
    # either end, and here both children hold both.
    left, right = Pipe()
    names = ["Yi_Zhi_Yu", "Tony", "San"]
    writer = Process(target=write, args=(left, names))
    reader = Process(target=read, args=(right,))

    # Both run at the same time; the writer ends by itself.
    writer.start()
    reader.start()
    writer.join()

    # The reader waits forever, so it has to be ended. As with the
    # queue, that is safe only because nothing is on its way any more.
    reader.terminate()
    reader.join()
