# Three philosophers, three forks.
import fcntl
import os

def take(number):
    file = os.open(f"fork-{number}", os.O_RDWR | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)

for seat in range(3):
    if os.fork() == 0:
        take(min(seat, (seat + 1) % 3))
        take(max(seat, (seat + 1) % 3))
        print("eats", flush=True)
        print("rises", flush=True)
        os._exit(0)
for seat in range(3):
    os.wait()
for number in range(3):
    os.unlink(f"fork-{number}")
