# Three children, each with a task.
import os

for task in 1, 2, 3:
    if os.fork() == 0:
        print(f"task {task}", flush=True)
        os._exit(0)
for task in 1, 2, 3:
    os.wait()
print("all done", flush=True)
