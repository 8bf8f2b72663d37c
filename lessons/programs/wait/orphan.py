# An orphan is a child whose parent has ended: somebody adopts it.
import ctypes
import os

# As a rule process 1 adopts all orphans. A process may ask to adopt
# those among its descendants: session managers do, and so does this
# process. Python has no name for prctl(PR_SET_CHILD_SUBREAPER, 1).
PR_SET_CHILD_SUBREAPER = 36
first = os.getpid()
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
gate = os.pipe()

# A child and a grandchild. The child does not wait: it ends.
child = os.fork()
if child == 0:
    if os.fork() > 0:
        os._exit(0)

    # The grandchild waits here for a byte from the first process.
    os.read(gate[0], 1)

    # An orphan goes on as before. Only its parent has changed.
    parent = "the first process" if os.getppid() == first else "another"
    print(f"orphan: my parent is {parent}", flush=True)
    os._exit(0)

# Now the child is gone, and the grandchild is an orphan.
os.waitpid(child, 0)
print("the child has ended", flush=True)

# This byte lets the orphan go on.
os.write(gate[1], b"x")

# A process has to wait for what it adopts, too, or that would stay a
# zombie. So wait() returns here for a process that this one has never
# made.
os.wait()
print("the first process reaped it", flush=True)
