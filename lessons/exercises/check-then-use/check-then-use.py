# Two children, one ticket.
import os

for child in range(2):
    if os.fork() == 0:
        if not os.access("ticket", os.F_OK):
            os.close(os.open("ticket", os.O_WRONLY | os.O_CREAT))
            print("has it", flush=True)
        else:
            print("too late", flush=True)
        os._exit(0)
os.wait()
os.wait()
os.unlink("ticket")
