"""Fills a queue, lets it go, and counts at the far end. Started by ./run, inside namespaces of its own."""

import argparse
import json
import os
import statistics
import subprocess
import time

import postfix
import postseal
import world

LEVELS = ["none", "may", "encrypt", "verify", "secure", "dane", "dane-only", "fingerprint"]


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run")
    parser.add_argument("--state", help=argparse.SUPPRESS)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--java", default=os.environ.get("POSTSEAL_JAVA", "java"))
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--size", type=int, default=1024, help="bytes of a message")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--warm-up", type=int, default=3000, help="messages delivered before anything is counted")
    parser.add_argument("--levels", default=",".join(LEVELS))
    parser.add_argument("--modes", default="reuse,each", help="reuse: sessions are kept, each: a session for every message")
    parser.add_argument("--engines", default="postseal,postfix")
    parser.add_argument("--end-to-end", default="encrypt", help="levels for which acceptance and delivery are timed together")
    return parser.parse_args()


def fill(options, count):
    """Many sessions at once into a listener of either."""
    return lambda port: subprocess.run(
        ["smtp-source", "-s", "20", "-m", str(count), "-l", str(options.size), "-f", "sender@client.lab",
         "-t", "recipient@" + world.DOMAIN, "inet:127.0.0.1:%d" % port],
        check=True, stdout=subprocess.DEVNULL, timeout=600)


class Bench:
    def __init__(self, options):
        self.options = options
        self.world = world.World(options.state)
        self.engines = {}
        if "postseal" in options.engines:
            self.engines["postseal"] = postseal.Postseal(self.world, options.state, os.path.abspath(options.jar), options.java)
        if "postfix" in options.engines:
            self.engines["postfix"] = postfix.Postfix(self.world, options.state)
        self.results = {}

    def from_queue(self, name, level, mode, count):
        engine, sink = self.engines[name], self.world.sink(count)
        engine.load(level, mode == "reuse", fill(self.options, count))
        before = engine.cpu()
        engine.deliver()
        connections, handshakes, resumed, seconds = sink.all_seen()
        engine.quiet()
        own, database = (after - then for after, then in zip(engine.cpu(), before))
        self.require(sink.stop() == count, "%s sent some message twice" % name)
        return {"rate": (count - 1) / seconds, "cpu": (own + database) / count, "database": database / count, "handshakes": handshakes, "resumed": resumed,
                "connections": connections}

    def end_to_end(self, name, level):
        count = self.options.messages
        engine, sink = self.engines[name], self.world.sink(count)
        engine.both(level, True)
        began = time.monotonic()
        fill(self.options, count)(engine.port)
        accepted = time.monotonic() - began
        sink.all_seen()
        seconds = time.monotonic() - began
        engine.quiet()
        self.require(sink.stop() == count, "%s sent some message twice" % name)
        return {"rate": count / seconds, "accepted": count / accepted}

    def run(self):
        for _ in range(2 if self.options.warm_up else 0):
            for name in self.engines:
                self.from_queue(name, "encrypt", "reuse", self.options.warm_up // 2)
        for number in range(self.options.rounds):
            for level in self.options.levels.split(","):
                for mode in self.options.modes.split(","):
                    for name in self.engines:
                        self.note((level, mode, name), self.from_queue(name, level, mode, self.options.messages))
            for level in filter(None, self.options.end_to_end.split(",")):
                for name in self.engines:
                    self.note((level, "end-to-end", name), self.end_to_end(name, level))

    def note(self, key, figures):
        self.results.setdefault(key, []).append(figures)
        load = open("/proc/loadavg").read().split()[0]
        print(*key, " ".join("%s=%.4g" % item for item in figures.items()), "load=" + load, flush=True)

    @staticmethod
    def require(holds, complaint):
        if not holds:
            raise SystemExit("bench: " + complaint)


class Table:
    """Medians of all rounds, in Markdown."""

    def __init__(self, results):
        self.results = results

    def median(self, level, mode, name, figure):
        runs = self.results.get((level, mode, name))
        return statistics.median(run[figure] for run in runs) if runs else None

    def show(self, levels):
        print("\n| level | sessions | Postseal /s | Postfix /s | ratio | CPU ms a message: Postseal | of it PostgreSQL | Postfix |"
              " handshakes: Postseal | Postfix |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for level in levels:
            for mode in ("reuse", "each"):
                self.row(level, mode)
        print("\n| end to end, level | Postseal /s | Postfix /s | ratio | accepted Postseal /s | accepted Postfix /s |")
        print("|---|---|---|---|---|---|")
        for level in levels:
            self.end_to_end(level)
        self.handshakes(levels)

    def row(self, level, mode):
        pair = [self.median(level, mode, name, "rate") for name in ("postseal", "postfix")]
        if pair != [None, None]:
            cpu = [self.median(level, mode, *figure) for figure in
                   (("postseal", "cpu"), ("postseal", "database"), ("postfix", "cpu"))]
            shakes = [self.median(level, mode, name, "handshakes") for name in ("postseal", "postfix")]
            cells = [level, mode, *map(number, pair), ratio(pair), *(number(c and c * 1000, "%.2f") for c in cpu),
                     *map(number, shakes)]
            print("| " + " | ".join(cells) + " |")

    def end_to_end(self, level):
        pair = [self.median(level, "end-to-end", name, "rate") for name in ("postseal", "postfix")]
        if pair != [None, None]:
            accepted = [self.median(level, "end-to-end", name, "accepted") for name in ("postseal", "postfix")]
            print("| " + " | ".join([level, *map(number, pair), ratio(pair), *map(number, accepted)]) + " |")

    def handshakes(self, levels):
        """What a session with its full handshake costs more than a message on a kept session."""
        print("\n| level | full handshakes per CPU second: Postseal | Postfix |")
        print("|---|---|---|")
        for level in levels:
            cells = [self.per_second(level, name) for name in ("postseal", "postfix")]
            if level != "none" and cells != [None, None]:
                print("| " + " | ".join([level, *map(number, cells)]) + " |")

    def per_second(self, level, name):
        with_each, kept = (self.median(level, mode, name, "cpu") for mode in ("each", "reuse"))
        return 1 / (with_each - kept) if with_each and kept and with_each > kept else None


def number(value, form="%.0f"):
    return "–" if value is None else form % value


def ratio(pair):
    return "%.2f" % (pair[0] / pair[1]) if all(pair) else "–"


def main():
    options = arguments()
    bench = Bench(options)
    print("load before: " + open("/proc/loadavg").read().strip(), flush=True)
    bench.run()
    Table(bench.results).show(options.levels.split(","))
    with open(os.path.join(options.state, "results.json"), "w") as file:
        json.dump({" ".join(key): runs for key, runs in bench.results.items()}, file, indent=1)


if __name__ == "__main__":
    main()
