# subprocess: what comes out, what goes in, both at once, a failure, a pipeline.
import subprocess

print(subprocess.run(["echo", "captured"], capture_output=True, text=True).stdout, end="")
print(subprocess.run(["tr", "a-z", "A-Z"], input="shout", capture_output=True, text=True).stdout)
mixed = subprocess.run("echo out; echo err >&2", shell=True, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True)
print(mixed.stdout.split())
print(subprocess.run(["sh", "-c", "kill -9 $$"]).returncode)
try:
    subprocess.run(["/no/such/program"])
except FileNotFoundError as error:
    print(error.strerror)
first = subprocess.Popen(["printf", "b\\na\\n"], stdout=subprocess.PIPE)
second = subprocess.Popen(["sort"], stdin=first.stdout, stdout=subprocess.PIPE, text=True)
first.stdout.close()
print(second.communicate()[0].split(), first.wait(), second.returncode, flush=True)
subprocess.run("echo straight to the output; exit 4", shell=True)
