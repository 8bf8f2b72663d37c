# wait() takes the child that ends first, waitpid() the one you name.
import os


def start(name):
    # Each child says that it is done, and ends.
    child = os.fork()
    if child > 0:
        return child
    print(f"{name} is done", flush=True)
    os._exit(0)


# Two children that have nothing to do with each other.
ann = start("ann")
start("ben")

# wait() returns for either of them, and says who it was.
ended, _ = os.wait()
print(f"wait() gave me {'ann' if ended == ann else 'ben'}", flush=True)
os.wait()

# Two more.
cid = start("cid")
start("dan")

# waitpid() waits for cid. Dan may have ended long ago: he stays a
# zombie until it is his turn.
os.waitpid(cid, 0)
print("waitpid() gave me cid", flush=True)
os.wait()
