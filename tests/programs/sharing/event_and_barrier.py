# An Event starts all, a Barrier gathers them, and a Condition lets them print in order.
import multiprocessing


def run(number, start, barrier, turn, condition):
    start.wait()
    barrier.wait()
    with condition:
        condition.wait_for(lambda: turn.value == number)
        print("runner", number, flush=True)
        turn.value += 1
        condition.notify_all()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    start, barrier, condition = context.Event(), context.Barrier(3), context.Condition()
    turn = context.Value("i", 0)
    runners = [context.Process(target=run, args=(number, start, barrier, turn, condition))
               for number in range(3)]
    for runner in runners:
        runner.start()
    print("go", flush=True)
    start.set()
    for runner in runners:
        runner.join()
