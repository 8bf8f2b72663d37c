# asyncio starts two programs at once and talks to a third line by line.
import asyncio


async def status_of(command):
    process = await asyncio.create_subprocess_shell(command)
    return await process.wait()


async def main():
    print(await asyncio.gather(status_of("exit 3"), status_of("kill -TERM $$")))
    cat = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE,
                                               stdout=asyncio.subprocess.PIPE)
    for number in range(3):
        cat.stdin.write(f"line {number}\n".encode())
        await cat.stdin.drain()
        print("echoed:", (await cat.stdout.readline()).decode(), end="")
    cat.stdin.close()
    print(await cat.wait())


asyncio.run(main())
