# Process: start, join, an exit code for each way to end, terminate.
import multiprocessing
import signal
import sys


def end(how):
    while how == "pause":
        signal.pause()
    print("child:", how, flush=True)
    if how == "exit":
        sys.exit(4)
    if how == "error":
        sys.stderr = None
        raise ValueError(how)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    for how in ("return", "exit", "error"):
        process = context.Process(target=end, args=(how,), daemon=True)
        process.start()
        process.join()
        print("parent:", how, process.exitcode, flush=True)
    process = context.Process(target=end, args=("pause",))
    process.start()
    print("parent:", process.is_alive(), process.exitcode, flush=True)
    process.terminate()
    process.join()
    print("parent: terminated", process.exitcode)
