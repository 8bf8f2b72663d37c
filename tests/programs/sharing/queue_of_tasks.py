# A Queue: the parent puts tasks, a worker answers through a second one, None is the end.
import multiprocessing


def work(tasks, answers):
    for task in iter(tasks.get, None):
        answers.put((task, task.upper()))
    answers.put(None)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    tasks, answers = context.Queue(), context.Queue()
    worker = context.Process(target=work, args=(tasks, answers))
    worker.start()
    for task in ("fork", "exec", "wait", None):
        tasks.put(task)
    for task, answer in iter(answers.get, None):
        print(task, "->", answer)
    worker.join()
    print("empty:", tasks.empty(), "exit code:", worker.exitcode)
