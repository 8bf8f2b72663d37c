# Seek to the end, then write: two writers overwrite each other.
import os


def add(log, who):
    # Each writer opens the log for itself.
    if os.fork() > 0:
        return
    file = os.open(log, os.O_WRONLY)

    # It looks where the end is.
    end = os.lseek(file, 0, os.SEEK_END)
    print(f"{who}: the end is at {end}", flush=True)

    # And it writes four bytes there. If the other one has written
    # since, and one context switch is enough for that, the end is no
    # longer there, and this overwrites it. That is a race condition.
    os.write(file, f"{who}\n".encode())
    os._exit(0)


# An empty log, and two writers.
log = f"/tmp/log-{os.getpid()}"
file = os.open(log, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
add(log, "ann")
add(log, "ben")

# When both have ended there should be eight bytes.
os.wait()
os.wait()
size = os.lseek(file, 0, os.SEEK_END)
print(f"the log has {size} of 8 bytes", flush=True)

# The log goes away.
os.unlink(log)
