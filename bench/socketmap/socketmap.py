"""Fills Postseal with entries, starts it anew in a small heap, and asks it and its rival by turns."""

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request

KEY = "bench-key-of-the-socketmap-benchmark"
HTTP, MAP, DATABASE, RIVAL = 8111, 8643, 5498, 8461
CONNECTIONS = (1, 16, 64)

FILL = """
insert into policy_entry (target, policy, parameters, created_at, created_by, updated_at, updated_by, search_text)
select target, policy, parameters, now(), 'bench', now(), 'bench', target
from (select 'd' || n || '.' || (array['mail', 'bank', 'school', 'city'])[1 + n %% 4] || '.example' as target,
        (array['encrypt', 'secure', 'dane', 'may'])[1 + n %% 4] as policy,
        case n %% 4 when 1 then 'match=mx' || n || '.partner.example' when 0 then 'ciphers=high' else '' end as parameters
    from generate_series(1, %d) n) entries"""


class Postseal:
    """Its own embedded database below the state, which outlives a stop."""

    def __init__(self, options):
        self.options = options
        self.dir = os.path.join(options.state, "postseal")
        os.makedirs(self.dir)

    def start(self, java_options):
        settings = {
            "server.port": HTTP,
            "postseal.data-dir": self.dir + "/data",
            "postseal.database.port": DATABASE,
            "postseal.smtp.listen": "",
            "postseal.socketmap.listen": "127.0.0.1:%d" % MAP,
            "logging.level.dev.postseal.lookup": "debug",
        }
        words = [self.options.java, *java_options.split(), "-jar", os.path.abspath(self.options.jar)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            words + ["--%s=%s" % setting for setting in settings.items()],
            cwd=self.dir,
            stdout=open(self.dir + "/out", "a"),
            stderr=subprocess.STDOUT,
            env={**os.environ, "POSTSEAL_API_INITIAL_KEY": KEY},
        )

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(40)

    def await_answer(self, key, wanted):
        """Seconds from the start of the process until this key is answered so."""
        while time.monotonic() - self.began < 300:
            if self.process.poll() is not None:
                break
            try:
                if ask(MAP, "policy", key).startswith(wanted):
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.02)
        raise SystemExit("bench: Postseal does not answer, see %s/out" % self.dir)

    def fill(self, entries):
        with open(self.dir + "/data/postgresql.password") as file:
            password = file.read().strip()
        base = ["psql", "-q", "-h", "127.0.0.1", "-p", str(DATABASE), "-U", "postgres", "-d", "postgres"]
        for statement in (FILL % entries, "vacuum analyze policy_entry"):
            subprocess.run([*base, "-v", "ON_ERROR_STOP=1", "-c", statement], check=True,
                           env={**os.environ, "PGPASSWORD": password})

    def heap(self):
        """Used now, and the most that was left after a collection, in MB."""
        request = urllib.request.Request("http://127.0.0.1:%d/actuator/prometheus" % HTTP, headers={"X-API-Key": KEY})
        text = urllib.request.urlopen(request).read().decode()
        used = sum(float(v) for v in re.findall(r'^jvm_memory_used_bytes\{area="heap".*\} (\S+)', text, re.M))
        live = re.search(r"^jvm_gc_live_data_size_bytes(?:\{.*\})? (\S+)", text, re.M)
        return used / 2**20, float(live.group(1)) / 2**20 if live else 0.0

    def resident(self):
        with open("/proc/%d/status" % self.process.pid) as file:
            return int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1)) / 1024


class Rival:
    def __init__(self, options, keys):
        configuration = os.path.join(options.state, "rival.yml")
        with open(configuration, "w") as file:
            file.write("host: 127.0.0.1\nport: %d\nreuse_port: true\nshutdown_timeout: 1\ncache_grace: 86400\n"
                       "cache:\n  type: internal\n  options:\n    cache_size: 10000000\n" % RIVAL)
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rival.py")
        self.process = subprocess.Popen([sys.executable, script, configuration, keys],
                                        stdout=open(options.state + "/rival.out", "w"), stderr=subprocess.STDOUT)

    def await_answer(self, key):
        for _ in range(600):
            try:
                if ask(RIVAL, "policy", key).startswith("OK "):
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("bench: the rival does not answer")

    def stop(self):
        self.process.kill()
        self.process.wait()


def ask(port, name, key):
    request = ("%s %s" % (name, key)).encode()
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"%d:%s," % (len(request), request))
        answer = b""
        while not answer.endswith(b","):
            more = connection.recv(65536)
            if not more:
                break
            answer += more
    return answer.decode().partition(":")[2]


def measure(options, port, connections, keys):
    line = subprocess.run([options.state + "/client", "127.0.0.1", str(port), "policy", str(connections),
                           str(options.seconds), keys], check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"(\S+)=(\d+)", line))
    if int(found["other"]) or int(found["notfound"]) or not int(found["ok"]):
        raise SystemExit("bench: wrong answers: " + line)
    return int(found["requests/s"]), int(found["p99_us"]), int(found["max_us"])


def key_file(options):
    path = os.path.join(options.state, "keys")
    words = ("mail", "bank", "school", "city")
    step = 7919  # Neighbours in the file are no neighbours in the table.
    with open(path, "w") as file:
        for i in range(options.entries):
            n = 1 + (i * step) % options.entries
            file.write("d%d.%s.example\n" % (n, words[n % 4]))
    return path


def report(options, loaded, figures, heap, resident):
    print("| connections | Postseal /s | rival /s | ratio | Postseal p99 ms | rival p99 ms | Postseal max ms |")
    print("|---|---|---|---|---|---|---|")
    for n in CONNECTIONS:
        ours, theirs = ([statistics.median(values) for values in zip(*figures[n, who])] for who in ("postseal", "rival"))
        print("| %d | %.0f | %.0f | %.1f | %.2f | %.2f | %.1f |" % (
            n, ours[0], theirs[0], ours[0] / theirs[0], ours[1] / 1000, theirs[1] / 1000, ours[2] / 1000))
    print("\n%d entries; answered %.1f s after the start of the process; heap used %.0f MB, live %.0f MB (%s);"
          " resident at most %.0f MB" % (options.entries, loaded, *heap, options.java_options, resident))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", required=True)
    parser.add_argument("--jar", required=True)
    parser.add_argument("--client", required=True, help="socketmap-bench.c")
    parser.add_argument("--java", default=os.environ.get("POSTSEAL_JAVA", "java"))
    parser.add_argument("--java-options", default="-Xmx600m")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    subprocess.run(["cc", "-O2", "-o", options.state + "/client", options.client], check=True)
    keys = key_file(options)
    with open(keys) as file:
        first = file.readline().strip()
    postseal = Postseal(options)
    rival = None
    try:
        postseal.start("-Xmx600m")
        postseal.await_answer(first, "NOTFOUND")
        postseal.fill(options.entries)
        postseal.await_answer(first, "OK ")
        postseal.stop()
        postseal.start(options.java_options)
        loaded = postseal.await_answer(first, "OK ")
        with open(postseal.dir + "/out") as file:
            read = re.findall(r"\d+ policies read in \d+ ms", file.read())[-1]
        print("answered %.1f s after the start of the process; %s" % (loaded, read), flush=True)
        rival = Rival(options, keys)
        rival.await_answer(first)
        figures = {(n, who): [] for n in CONNECTIONS for who in ("postseal", "rival")}
        for port in (MAP, RIVAL):
            measure(options, port, 16, keys)  # warm
        for _ in range(options.rounds):
            for n in CONNECTIONS:
                for who, port in (("postseal", MAP), ("rival", RIVAL)):
                    figures[n, who].append(measure(options, port, n, keys))
        report(options, loaded, figures, postseal.heap(), postseal.resident())
    finally:
        postseal.stop()
        if rival:
            rival.stop()


main()
