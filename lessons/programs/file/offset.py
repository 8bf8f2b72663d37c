# Parent and child share the offset of a file that is open at fork().
import os


def show(who, file):
    # Each open file has an offset: where the next read() begins. The
    # read moves it forward.
    text = os.read(file, 3).decode()
    print(f"{who} reads {text}", flush=True)


# A file with six letters, and back to its beginning.
name = f"/tmp/offset-{os.getpid()}"
file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
os.write(file, b"abcdef")
os.lseek(file, 0, os.SEEK_SET)

# The child inherits the open file. Its descriptor is a copy, but
# the open file with its offset is one and the same.
child = os.fork()
if child == 0:
    show("child", file)

    # This child opens the file once more: another open file, with an
    # offset of its own.
    again = os.open(name, os.O_RDONLY)
    show("child, opened again,", again)
    os._exit(0)

# The child has read three letters of the shared one, and so the
# parent goes on with the fourth. The second open file has moved
# nothing here.
os.wait()
show("parent", file)

# The file goes away.
os.unlink(name)
