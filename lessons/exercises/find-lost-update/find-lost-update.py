# Two children add to one number, in a file.
import os

def add(more):
    file = os.open("total", os.O_RDWR | os.O_CREAT, 0o600)
    total = int(os.pread(file, 9, 0) or b"0")
    os.pwrite(file, str(total + more).encode(), 0)
    os.close(file)
    return total + more

for child in range(2):
    if os.fork() == 0:
        add(1)
        print("added", flush=True)
        os._exit(0)
os.wait()
os.wait()
print(add(0), flush=True)
os.unlink("total")
