# A writer, two readers, and two letters that belong together.
import fcntl
import os

def write_both():
    file = os.open("pair", os.O_RDWR)
    fcntl.flock(file, fcntl.LOCK_EX)
    os.pwrite(file, b"b", 0)
    os.pwrite(file, b"b", 1)
    os.write(1, b"written\n")
    os._exit(0)

def read_both():
    file = os.open("pair", os.O_RDWR)
    fcntl.flock(file, fcntl.LOCK_SH)
    os.write(1, b"begins\n")
    pair = os.pread(file, 2, 0)
    os.write(1, b"a pair\n" if pair[0] == pair[1] else b"no pair\n")
    os._exit(0)

file = os.open("pair", os.O_RDWR | os.O_CREAT, 0o600)
os.pwrite(file, b"aa", 0)
for work in (write_both, read_both, read_both):
    if os.fork() == 0:
        work()
for child in range(3):
    os.wait()
os.unlink("pair")
