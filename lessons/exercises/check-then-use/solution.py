# Two children, one ticket.
import os

for child in range(2):
    if os.fork() == 0:
        try:
            how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            os.close(os.open("ticket", how))
            print("has it", flush=True)
        except FileExistsError:
            print("too late", flush=True)
        os._exit(0)
os.wait()
os.wait()
os.unlink("ticket")
