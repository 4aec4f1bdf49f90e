#!/usr/bin/env python3
"""Hostile load on a server of its own, on this machine only.

Starts the binary on a free port with a store of its own and, for the time asked for, does at once what
somebody does who means it harm:

  - 1,000 sockets that say nothing, opened again when they are closed
  - 200 posts with the right token whose bodies drip, a byte a second
  - texts made to be slow to read (no full stop, capitals only, nested tags, attributes), each another
  - questions for days that nobody has asked for
  - a report of 49 MB fetched by twelve, as JSON and as a page; a quarter of them stop reading
  - posts with wrong tokens

Meanwhile /health is asked every 50 ms over a new connection, from a process of its own. Prints its times
(p50, p99, the longest), the most memory that the server took, what it answered to whom, and whether all is
well one second after the end: a post, its page, a layer, a tile. Exit 1 where that is not so, or where a
bound is passed.

Only Python's own modules are needed (3.11 or newer):

    cargo build --release
    benches/hostile/load.py --seconds 600
"""

import argparse
import asyncio
import collections
import datetime
import json
import multiprocessing
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HOST = "127.0.0.1"
TOKEN = "a-token-for-hostile-load-only"
ROOT = pathlib.Path(__file__).resolve().parents[2]

SENTENCES = [
    "A humanitarian corridor from {a} to {b} has been agreed for 30 March 2022, Iryna Vereshchuk said.",
    "Buses took people out of {a} and reached {b} in the evening.",
    "Shelling of {a} went on through the night, the mayor said.",
    "Aid was brought to {a} over {b} on Tuesday.",
]
ORDINARY = [
    "The council of {a} met on Tuesday and talked about the budget for schools and roads.",
    "A visitor from {b} said that the weather had been unusually mild for the season.",
    "Nothing else was decided, and the meeting ended in the afternoon without a vote.",
    "The theatre showed a play that had been written there many years before.",
]
TOWNS = ["Mariupol", "Berdiansk", "Zaporizhzhia", "Enerhodar", "Melitopol", "Kharkiv", "Izium", "Sumy",
         "Poltava", "Chernihiv", "Lozova", "Kreminna", "Popasna", "Sloviansk", "Vasylivka", "Tokmak"]


def long_report(size):
    """A text of `size` bytes: names of places throughout, and a statement here and there."""
    pick, parts, length = random.Random(1), [], 0
    while length < size:
        a, b = pick.sample(TOWNS, 2)
        sentences = SENTENCES if pick.random() < 0.005 else ORDINARY
        part = pick.choice(sentences).format(a=a, b=b)
        parts.append(part)
        length += len(part) + 1
        if len(parts) % 6 == 0:
            parts[-1] += "\n"
    return " ".join(parts)[:size]


def hostile_text(number, size):
    """The `number`th text that is slow to read where reading is not linear."""
    kinds = [
        lambda: "the column from Mariupol to Berdiansk and ".rstrip() + " ",
        lambda: "MARIUPOL BERDIANSK IVAN PETRENKO ",
        lambda: "<div><p><b>Mariupol ",
        lambda: '<a href="x" title="Mariupol" class="y">Sumy</a> ',
        lambda: "((((«Mariupol, ",
        lambda: "Ivan Petrenko said that Petro Ivanenko said ",
        lambda: "12 345 ",
    ]
    piece = kinds[number % len(kinds)]()
    head = f"Report {number} {random.random()} "
    return head + piece * ((size - len(head)) // len(piece))


class Load:
    """All attackers, in one event loop."""

    def __init__(self, port, big, options):
        self.port, self.big, self.options = port, big, options
        self.seen = collections.Counter()
        self.posted = 0
        self.running = True

    async def connect(self):
        return await asyncio.open_connection(HOST, self.port, limit=1 << 16)

    async def ask(self, request, read=None):
        """Sends a request on a connection of its own; gives the status, after reading at most `read` bytes."""
        reader, writer = await self.connect()
        try:
            writer.write(request)
            await writer.drain()
            status = (await reader.readline()).split(b" ")
            left = read
            while left is None or left > 0:
                piece = await reader.read(1 << 16)
                if not piece:
                    break
                if left is not None:
                    left -= len(piece)
            if read is not None:
                # Stops reading and holds the connection.
                await asyncio.sleep(20)
            return int(status[1]) if len(status) > 1 else 0
        finally:
            writer.close()

    def get(self, path):
        return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: {random.choice(['gzip', 'identity'])}\r\nConnection: close\r\n\r\n".encode()

    def post(self, text, token, length=None):
        body = text.encode()
        media_type = "text/html" if text.find("<") >= 0 else "text/plain"
        head = (f"POST /reports?published=2022-03-30 HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {media_type}\r\n"
                f"Authorization: Bearer {token}\r\nContent-Length: {length or len(body)}\r\nConnection: close\r\n\r\n")
        return head.encode() + body

    async def again(self, name, one):
        """Does `one` until the end, and counts what came of it."""
        while self.running:
            try:
                outcome = await one()
            except (OSError, asyncio.IncompleteReadError, ValueError) as error:
                outcome = type(error).__name__
            self.seen[name, outcome] += 1
            await asyncio.sleep(0.01)

    async def silent(self):
        reader, writer = await self.connect()
        try:
            await reader.read(1)
            return "closed"
        finally:
            writer.close()

    async def slow_body(self):
        reader, writer = await self.connect()
        try:
            writer.write(self.post("A humanitarian corridor ", TOKEN, length=500_000))
            answer = asyncio.ensure_future(reader.readline())
            while not answer.done():
                writer.write(b"a")
                await writer.drain()
                await asyncio.wait([answer], timeout=1)
            status = answer.result().split(b" ")
            return int(status[1]) if len(status) > 1 else "closed"
        finally:
            writer.close()

    async def hostile(self):
        if self.posted >= self.options.posts:
            await asyncio.sleep(1)
            return "enough"
        self.posted += 1
        text = hostile_text(self.posted, random.choice([16_000, 64_000, 256_000]))
        status = await self.ask(self.post(text, TOKEN))
        await asyncio.sleep(0.5)
        return status

    async def unseen_day(self):
        day = datetime.date(2022, 1, 1) + datetime.timedelta(days=random.randrange(-20_000, 20_000))
        near = datetime.date(2022, 2, 20) + datetime.timedelta(days=random.randrange(90))
        day = random.choice([day, near])
        layer = random.choice(["front_lines", "control_areas", "control"])
        return await self.ask(self.get(f"/collections/{layer}/items?limit=10000&datetime={day}"))

    async def big_report(self):
        form = random.choice(["json", "html"])
        read = random.choice([None, None, None, 100_000])
        return await self.ask(self.get(f"/reports/{self.big}?f={form}"), read)

    async def wrong_token(self):
        return await self.ask(self.post("Nothing.", f"guess-{random.random()}"))

    async def run(self):
        attackers = [("silent socket", self.silent, 1000), ("slow body", self.slow_body, 200),
                     ("hostile text", self.hostile, 4), ("unseen day", self.unseen_day, 4),
                     ("big report", self.big_report, 12), ("wrong token", self.wrong_token, 8)]
        tasks = []
        for name, one, count in attackers:
            if self.options.only and name not in self.options.only:
                continue
            tasks += [asyncio.ensure_future(self.again(name, one)) for _ in range(count)]
        await asyncio.sleep(self.options.seconds)
        self.running = False
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def probe(port, until, times):
    """Asks for /health over a new connection every 50 ms, and notes the milliseconds; None where it failed."""
    taken = []
    while time.monotonic() < until.value:
        began = time.monotonic()
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=30) as answer:
                answer.read()
            taken.append((time.monotonic() - began) * 1000)
        except OSError:
            taken.append(None)
        time.sleep(max(0.0, 0.05 - (time.monotonic() - began)))
    times.put(taken)


def memory(pid):
    """The most resident memory that the process has had, in MB."""
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return float("nan")


def well_after(port):
    """What is asked when all is over: name and whether it was answered right within ten seconds."""
    def fetch(path, body=None):
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/plain"} if body else {}
        request = urllib.request.Request(f"http://{HOST}:{port}{path}", data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read()

    posted = None

    def post():
        nonlocal posted
        text = f"A humanitarian corridor from Sumy to Poltava has been agreed for 10 March 2022, test {random.random()}."
        status, answer = fetch("/reports", text.encode())
        posted = json.loads(answer)["id"]
        return status == 201

    checks = [
        ("health", lambda: fetch("/health")[0] == 200),
        ("ready", lambda: fetch("/ready")[0] == 200),
        ("post", post),
        ("its page", lambda: b"Poltava" in fetch(f"/reports/{posted}?f=html")[1]),
        ("layer", lambda: len(json.loads(fetch("/layers/corridors.geojson")[1])["features"]) > 0),
        ("tile", lambda: len(fetch("/tiles/basemap/5/18/10.mvt")[1]) > 0),
        ("map", lambda: fetch("/?f=json")[0] == 200),
    ]
    for name, check in checks:
        began = time.monotonic()
        try:
            good = check()
        except (OSError, ValueError, KeyError) as error:
            good, name = False, f"{name} ({error})"
        yield name, good, (time.monotonic() - began) * 1000


def main():
    parser = argparse.ArgumentParser(description="Hostile load on a server of its own, on this machine only.")
    parser.add_argument("--binary", default=ROOT / "target/release/korydor", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=120, help="how long (at most 3600; 120 where it is not given)")
    parser.add_argument("--posts", type=int, default=400, help="hostile texts at most")
    parser.add_argument("--big", type=int, default=49, help="megabytes of the long report")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this kind of attacker (\"big report\"); may be repeated")
    parser.add_argument("--serve", action="append", default=[], metavar="OPTION", help="an option for the server (--serve=--reports-at-once=2)")
    parser.add_argument("--p99", type=float, default=100, help="milliseconds that /health may take (p99)")
    parser.add_argument("--memory", type=float, default=500, help="megabytes that the server may take")
    options = parser.parse_args()
    options.seconds = min(options.seconds, 3600)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        store, reports = folder / "store.gpkg", folder / "reports"
        reports.mkdir()
        (reports / "long.en.txt").write_text(long_report(options.big * 1_000_000))
        subprocess.run([options.binary, "ingest", "--store", store, reports, ROOT / "geodata/reports"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        log = open(folder / "log", "w")
        server = subprocess.Popen([options.binary, "serve", "--bind", f"{HOST}:0", "--store", store, "--token", TOKEN, *options.serve],
                                  stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            good = attack(server, options)
        finally:
            server.terminate()
            server.wait(30)
            log.close()
        print("last lines of the server's log:")
        for line in (folder / "log").read_text().splitlines()[-5:]:
            print("  " + line[:200])
    sys.exit(0 if good else 1)


def attack(server, options):
    port = int(server.stdout.readline().rsplit(":", 1)[1])
    with urllib.request.urlopen(f"http://{HOST}:{port}/reports?limit=1000", timeout=60) as answer:
        listed = json.load(answer)["reports"]
    big = max(listed, key=lambda report: report["corridors"] + report["events"])["id"]
    print(f"before: {memory(server.pid):.0f} MB; {options.seconds} s of load, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")

    # From here on the most memory is counted anew.
    pathlib.Path(f"/proc/{server.pid}/clear_refs").write_text("5")
    until = multiprocessing.Value("d", time.monotonic() + options.seconds)
    times = multiprocessing.Queue()
    prober = multiprocessing.Process(target=probe, args=(port, until, times))
    prober.start()
    load = Load(port, big, options)
    asyncio.run(load.run())
    taken = times.get(timeout=60)
    prober.join()

    answered = sorted(time for time in taken if time is not None)
    failed = len(taken) - len(answered)
    at = lambda share: answered[min(len(answered) - 1, int(len(answered) * share))] if answered else float("inf")
    most = memory(server.pid)
    print(f"/health: {len(taken)} times, {failed} failed; p50 {at(.5):.1f} ms, p99 {at(.99):.1f} ms, longest {at(1):.1f} ms")
    print(f"memory: at most {most:.0f} MB (load average {os.getloadavg()[0]:.1f})")
    for (name, outcome), count in sorted(load.seen.items(), key=str):
        print(f"  {name}: {count} × {outcome}")
    good = not failed and at(.99) <= options.p99 and most <= options.memory

    time.sleep(1)
    print("one second after:")
    for name, right, taken in well_after(port):
        print(f"  {name}: {'well' if right else 'NOT WELL'}, {taken:.0f} ms")
        good &= right
    print("all is well" if good else "NOT ALL IS WELL")
    return good


if __name__ == "__main__":
    main()
