# A child inherits a lock of flock(), and none of fcntl().
import fcntl
import os

# Two files, and a lock on each of them. flock() locks the open
# file. fcntl() locks for a process; in Python it is called lockf().
name1, name2 = f"/tmp/one-{os.getpid()}", f"/tmp/two-{os.getpid()}"
one = os.open(name1, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
two = os.open(name2, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
fcntl.flock(one, fcntl.LOCK_EX)
fcntl.lockf(two, fcntl.LOCK_EX)
print("parent: I hold both locks", flush=True)


def attempt(lock, file):
    try:
        lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return "works"
    except OSError:
        return "fails"


# The child inherits both open files.
child = os.fork()
if child == 0:
    # It is the same open file, so the child holds that lock, too:
    # the two do not exclude each other.
    print(f"child: flock() {attempt(fcntl.flock, one)}", flush=True)

    # But it is another process, and so it is refused here.
    print(f"child: fcntl() {attempt(fcntl.lockf, two)}", flush=True)
    os._exit(0)

# When a process ends, the kernel gives back what it has locked.
os.wait()
os.unlink(name1)
os.unlink(name2)
