# A Process started by spawn is a new interpreter that imports this file again.
import multiprocessing
import os


def work(name):
    print(f"hello, {name}", flush=True)
    os._exit(3)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=work, args=("Tony",), name="worker")
    process.start()
    process.join()
    print(process.name, process.exitcode)
