# multiprocessing.Pipe: objects go both ways, and the end is an EOFError.
import multiprocessing


def double(connection):
    while True:
        number = connection.recv()
        if number is None:
            break
        connection.send({"number": number, "doubled": number * 2})
    connection.close()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    mine, others = context.Pipe()
    process = context.Process(target=double, args=(others,))
    process.start()
    others.close()
    for number in (1, 2.5, "ab", None):
        mine.send(number)
    for _ in range(3):
        print(mine.recv())
    process.join()
    try:
        mine.recv()
    except EOFError:
        print("the other end is closed")
