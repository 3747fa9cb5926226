"""What the proofs share: a gateway of their own with a simulated provider, callers, and how a result is told.

Everything listens on loopback on ports the system chose, lives in a temporary folder, and is ended by its process id.
"""

import json
import os
import pathlib
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLUICE = str(ROOT / "sluice")
PROMPT = {"messages": [{"role": "user", "content": "Hello!"}]}

SCRIPT = [
    {"when": {"model": "slow"}, "answer": {"text": "one two three four five six seven eight nine ten", "pause": "1s"}},
    {"when": {"model": "slower"}, "answer": {"text": " ".join(["word"] * 60), "pause": "1s"}},
    {"answer": {"canned": True}},
]


def needs(program, package=None):
    """Ends with what to install where a program is missing."""
    if shutil.which(program) is None:
        sys.exit(f"needs {program}. Debian, Ubuntu: apt-get install -y --no-install-recommends {package or program}")


def needs_root(what):
    if os.geteuid() != 0:
        sys.exit(f"needs root: {what}")


class Proof:
    """Collects what was found, prints each line as it comes, and ends the process with 1 where one is wrong."""

    def __init__(self, name):
        self.name, self.wrong, self.parts = name, 0, []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"sluice-{name}-"))

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to stop"))
        return self

    def keep(self, part):
        self.parts.append(part)
        return part

    def note(self, text):
        print(f"      {text}", flush=True)

    def holds(self, what, held, seen=""):
        self.wrong += not held
        print(f"{'ok   ' if held else 'WRONG'} {what}{': ' + str(seen) if seen != '' else ''}", flush=True)
        return held

    def __exit__(self, kind, *_):
        for part in reversed(self.parts):
            part.close()
        if kind is None and not self.wrong:
            shutil.rmtree(self.folder, ignore_errors=True)
            print(f"{self.name}: all held")
            return
        print(f"{self.name}: {self.wrong} did NOT hold; left to look at: {self.folder}")
        if kind is None:
            sys.exit(1)


class Child:
    """A process of ours with its standard output as lines; ended by its own id."""

    def __init__(self, command, folder, name, environment=None):
        self.stderr = folder / f"{name}.err"
        with open(self.stderr, "ab") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **(environment or {})}
            )
        self.pid = self.process.pid

    def line(self, pattern, most=60):
        late = threading.Timer(most, self.process.kill)
        late.start()
        for line in self.process.stdout:
            found = re.search(pattern, line)
            if found:
                late.cancel()
                return found
        late.cancel()
        sys.exit(f"{self.process.args} did not say {pattern}: {self.stderr.read_text()[-2000:]}")

    def said(self):
        return self.stderr.read_text()

    def runs(self):
        return self.process.poll() is None

    def close(self, most=20):
        if self.runs():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(most)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode


class Gateway(Child):
    """`sluice start` on a data folder, with the simulator (or what listens on port `upstream`) as provider `sim`."""

    LONG = "quick-" + "x" * 180  # a name that makes rows long, so that segments of the journal are soon full

    def __init__(self, proof, data=None, config="", upstream=None, environment=None):
        folder = proof.folder / f"gateway-{len(proof.parts)}"
        folder.mkdir()
        if upstream is None:
            (folder / "script.jsonl").write_text("\n".join(json.dumps(line) for line in SCRIPT) + "\n")
            command = [SLUICE, "simulate", "--script", "script.jsonl", "--listen", "127.0.0.1:0"]
            upstream = proof.keep(Child(command, folder, "simulator")).line(r"127\.0\.0\.1:(\d+)").group(1)
        self.data = pathlib.Path(data) if data else folder / "data"
        (folder / "sluice.yaml").write_text(
            f"""listen: 127.0.0.1:0
admin: 127.0.0.1:0
data: {self.data}
metrics: open
drain: 15s
{config}
providers:
  sim: {{ dialect: openai-chat, url: "http://127.0.0.1:{upstream}/v1", key: canary-provider-key }}
models:
  "{self.LONG}": sim/quick
  slow: sim/slow
  slower: sim/slower
"""
        )
        super().__init__([SLUICE, "start", "--config", "sluice.yaml"], folder, "gateway", environment)
        self.port = int(self.line(r"callers .*127\.0\.0\.1:(\d+)").group(1))
        self.admin = int(self.line(r"admin .*127\.0\.0\.1:(\d+)").group(1))
        self.key = self.line(r"^(sk-sl-\S+)").group(1)
        self.line(r"^curl ")

    def request(self, model, **more):
        body = json.dumps({"model": model, **PROMPT, **more}).encode()
        head = (
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def call(self, model="sim/quick", timeout=30, **more):
        """One call on a connection of its own: status, body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as link:
            link.sendall(self.request(model, **more).replace(b"\r\nHost", b"\r\nConnection: close\r\nHost", 1))
            return split(read_all(link))

    def get(self, path, port=None, headers=""):
        with socket.create_connection(("127.0.0.1", port or self.port), 10) as link:
            link.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n".encode())
            return split(read_all(link))

    def calls(self, most=1_000_000):
        """The record as `sluice calls --json` tells it."""
        out = subprocess.run(
            [SLUICE, "calls", "--json", "--last", str(most), "--config", str(self.stderr.parent / "sluice.yaml")],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")]

    def flood(self, count, model=None, connections=8, seconds=120, until=None):
        """`count` calls over kept connections, one at a time on each: how many had which status."""
        return Flood(self, self.request(model or self.LONG), connections).run(count, seconds, until)


def read_all(link):
    data = b""
    while piece := link.recv(65536):
        data += piece
    return data


def split(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    return (int(head.split()[1]) if head else 0), body.decode(errors="replace")


class Flood:
    """Calls as fast as the gateway answers them, without a thread for each."""

    def __init__(self, gateway, request, connections):
        self.gateway, self.request, self.selector = gateway, request, selectors.DefaultSelector()
        self.statuses, self.left, self.firsts = {}, 0, {}  # of each status how many, and its first answer
        self.connections = connections

    def run(self, count, seconds, until):
        self.left, deadline = count, time.monotonic() + seconds
        for _ in range(min(count, self.connections)):
            self.open()
        while self.selector.get_map() and time.monotonic() < deadline:
            for ready, _ in self.selector.select(1):
                self.read(ready.fileobj, ready.data)
            if until and until(self):
                break
        for ready in list(self.selector.get_map().values()):
            ready.fileobj.close()
        self.selector.close()
        return self.statuses

    def open(self):
        link = socket.create_connection(("127.0.0.1", self.gateway.port), 10)
        self.selector.register(link, selectors.EVENT_READ, bytearray())
        self.send(link)

    def send(self, link):
        if self.left > 0:
            self.left -= 1
            link.sendall(self.request)
        else:
            self.drop(link)

    def drop(self, link):
        self.selector.unregister(link)
        link.close()

    def read(self, link, held):
        try:
            piece = link.recv(65536)
        except OSError:
            piece = b""
        held += piece
        whole = answer_ends(held)
        if whole or not piece:
            status = int(held.split(b" ", 2)[1]) if whole else 0
            self.statuses[status] = self.statuses.get(status, 0) + 1
            closes = b"connection: close" in held.lower()
            self.firsts.setdefault(status, held.decode(errors="replace"))
            held.clear()
            if piece and not closes:
                self.send(link)
            else:
                self.drop(link)
                if self.left > 0:
                    self.open()


def answer_ends(held):
    end = held.find(b"\r\n\r\n")
    if end < 0:
        return False
    length = re.search(rb"content-length: *(\d+)", held[:end].lower())
    return len(held) >= end + 4 + int(length.group(1)) if length else held.endswith(b"0\r\n\r\n")


class Stream(threading.Thread):
    """A streamed call that runs beside the proof; afterwards `text` is what came and `whole` whether it ended well."""

    def __init__(self, gateway, model):
        super().__init__(daemon=True)
        self.gateway, self.model, self.text, self.status = gateway, model, "", 0
        self.start()

    def run(self):
        try:
            self.status, self.text = self.gateway.call(self.model, 120, stream=True)
        except OSError as failed:
            self.text = f"({failed})"

    @property
    def whole(self):
        return "data: [DONE]" in self.text

    def done(self, most=90):
        self.join(most)
        return self


class Trace:
    """strace on a running process, its threads included; ended by detaching."""

    def __init__(self, proof, pid, *options):
        needs("strace")
        self.file = proof.folder / f"strace-{len(proof.parts)}"
        self.process = subprocess.Popen(
            ["strace", "-f", "-q", "-o", str(self.file), "-p", str(pid), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        proof.keep(self)
        self.attached(pid)

    def attached(self, pid):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"strace cannot attach: {self.process.stderr.read()}")
            tasks = list(pathlib.Path(f"/proc/{pid}/task").iterdir())
            if all("TracerPid:\t0\n" not in (task / "status").read_text() for task in tasks):
                return
            time.sleep(0.05)
        sys.exit("strace did not attach to every thread within 10 s")

    def lines(self):
        return self.file.read_text(errors="replace").splitlines() if self.file.exists() else []

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(10)


def await_(condition, seconds, step=0.1):
    """Whether the condition held within so many seconds, and after how many."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if condition():
            return round(time.monotonic() - begun, 1)
        time.sleep(step)
    return None
