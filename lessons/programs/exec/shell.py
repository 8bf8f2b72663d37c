# A shell runs a command by fork, exec and wait.
import os


def run(*command):
    # fork: somebody has to stay a shell, so the shell makes a copy of
    # itself, and the copy will be the command.
    child = os.fork()

    if child == 0:
        # exec: the child runs the command. If there is no such command
        # it ends with 127, as in every shell.
        try:
            os.execvp(command[0], command)
        except OSError:
            os._exit(127)

    # wait: the shell sleeps until the command has ended. With `&`
    # after a command it would go on at once.
    _, status = os.waitpid(child, 0)

    # The exit code is what a shell calls $?.
    print(f"{command[0]}: $? is {os.WEXITSTATUS(status)}", flush=True)


# Three commands. Each one gets a process of its own.
run("echo", "hello")
run("false")
run("no-such-command")
