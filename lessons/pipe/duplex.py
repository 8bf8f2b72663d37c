# Either end of a pipe may send, and either may receive.
from multiprocessing import Pipe, Process


def ask(end):
    # The child speaks first at its end, and then waits for an answer
    # at the same end.
    print("child: sending a question", flush=True)
    end.send("who are you?")
    answer = end.recv()
    print(f'child: received "{answer}"', flush=True)


if __name__ == "__main__":
    # This pipe goes both ways at once, like a telephone: it is a pair
    # of sockets. The pipes of a shell, see pipe(2), go one way only.
    ours, theirs = Pipe()
    child = Process(target=ask, args=(theirs,))
    child.start()

    # The parent does it the other way round. Were both to receive
    # first, each would wait for the other, forever.
    question = ours.recv()
    print(f'parent: received "{question}"', flush=True)
    ours.send("your parent")

    # join() waits for the child to end, so its last line is printed
    # before that.
    child.join()
