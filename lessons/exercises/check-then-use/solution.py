# Two children, one ticket.
import os

for child in range(2):
    if os.fork() == 0:
        try:
            os.close(os.open("ticket", os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            print("has it", flush=True)
        except FileExistsError:
            print("too late", flush=True)
        os._exit(0)
os.wait()
os.wait()
os.unlink("ticket")
