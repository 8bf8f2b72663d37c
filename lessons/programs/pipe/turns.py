# One reads while the other writes: a full pipe gets empty again.
import os

# As a rule 64 KiB, 65,536 bytes, fit into a pipe. This is more.
SIZE = 100_000


def send_all(to):
    # write() returns when all bytes are in the pipe. While it is full,
    # write() waits for somebody to read: it is blocking.
    os.write(to, bytes(SIZE))


def take_all(source):
    # One read() may bring less than there is to come, so read on.
    count = 0
    while count < SIZE:
        count += len(os.read(source, SIZE))


# A kernel's pipe goes one way, so there is one for each direction.
# (multiprocessing's Pipe() is a pair of sockets, and goes both ways.)
down, up = os.pipe(), os.pipe()
child = os.fork()

if child == 0:
    # The child takes the parent's text first, and then sends its own.
    take_all(down[0])
    send_all(up[1])
    print("child: done", flush=True)
    os._exit(0)

# The parent does it the other way round. While one of them writes,
# the other one reads.
send_all(down[1])
take_all(up[0])
print("parent: done", flush=True)
os.wait()
