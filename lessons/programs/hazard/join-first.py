# Joining a process before its queue is emptied may wait forever.
from multiprocessing import Process, Queue

# More than fits into the pipe of the queue: 65,536 bytes, as a rule.
SIZE = 100_000


def produce(queue):
    # put() returns at once: a thread of this process writes the bytes
    # into the pipe. Before the process ends it waits for that thread,
    # and the thread waits for room in the pipe.
    queue.put("x" * SIZE)
    print("child: my function is done", flush=True)


if __name__ == "__main__":
    # A child that puts one long text into a queue.
    queue = Queue()
    child = Process(target=produce, args=(queue,))
    child.start()

    # Wait for the child to end, then take what it has put in. But the
    # child ends only when somebody takes it: a deadlock. With a short
    # text this works, and so it is found late. (Ctrl-C ends this page.)
    child.join()
    text = queue.get()

    # No run comes here.
    print(f"parent: got {len(text)} letters", flush=True)
