# MAP_SHARED memory stays one after fork(), MAP_PRIVATE becomes two.
import mmap
import os


def number(kind):
    # A page of memory that belongs to no file. It begins as zeros.
    return mmap.mmap(-1, 1, flags=kind | mmap.MAP_ANONYMOUS)


# Two numbers: one in shared memory, and one in private memory.
shared = number(mmap.MAP_SHARED)
private = number(mmap.MAP_PRIVATE)

# After fork() both processes have both numbers, at the same
# addresses.
child = os.fork()

if child == 0:
    # The child sets both. With the second one the kernel first makes
    # a copy of the page for the child: copy-on-write. That is what
    # happens to all memory of a process that is not shared.
    shared[0] = 1
    private[0] = 1
    print(f"child: shared {shared[0]}, private {private[0]}",
          flush=True)
    os._exit(0)

# The parent waits: shared memory does not say when it has changed.
# Then it looks at the same two addresses.
os.wait()
print(f"parent: shared {shared[0]}, private {private[0]}", flush=True)
