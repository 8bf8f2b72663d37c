# After a fork only the thread that forked is left in the child.
import os
import threading

stay = threading.Event()
threads = [threading.Thread(target=stay.wait, daemon=True) for _ in range(3)]
for thread in threads:
    thread.start()
print("before:", threading.active_count(), flush=True)
if os.fork() == 0:
    print("child:", threading.active_count(), len(os.listdir("/proc/self/task")), flush=True)
    os._exit(0)
os.wait()
print("parent:", threading.active_count(), flush=True)
stay.set()
for thread in threads:
    thread.join()
results = []


def fork_and_wait(code):
    pid = os.fork()
    if pid == 0:
        os._exit(code)
    results.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


threads = [threading.Thread(target=fork_and_wait, args=(code,)) for code in (1, 2, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
