# With O_APPEND each write goes to the end, wherever that is.
import os


def add(log, who):
    # Each writer opens the log for itself, and for appending.
    if os.fork() > 0:
        return
    file = os.open(log, os.O_WRONLY | os.O_APPEND)

    # It looks where the end is. That may soon be wrong, as before.
    end = os.lseek(file, 0, os.SEEK_END)
    print(f"{who}: the end is at {end}", flush=True)

    # But now write() itself goes to the end of the file and writes
    # there, both in one step: it is atomic. Nothing is overwritten.
    os.write(file, f"{who}\n".encode())
    os._exit(0)


# An empty log, and two writers.
log = f"/tmp/log-{os.getpid()}"
file = os.open(log, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
add(log, "ann")
add(log, "ben")

# When both have ended there are eight bytes, in either order.
os.wait()
os.wait()
size = os.lseek(file, 0, os.SEEK_END)
print(f"the log has {size} of 8 bytes", flush=True)

# The log goes away.
os.unlink(log)
