"""
Postseal in two nodes on one embedded, durable PostgreSQL. One accepts mail and never delivers. The other delivers; it is
stopped by a signal while the queue is filled, so that it begins with a full queue and a warm JVM, as a server would.
"""

import json
import os
import signal
import subprocess
import time
import urllib.request

import cpu
import world

KEY = "bench-key-of-the-delivery-benchmark"


class Node:
    def __init__(self, jar, java, directory, port, smtp, **properties):
        os.makedirs(directory)
        self.http = "http://127.0.0.1:%d" % port
        every = {
            "server.port": port,
            "postseal.data-dir": directory + "/data",
            "postseal.smtp.listen": "127.0.0.1:%d" % smtp,
            "postseal.socketmap.listen": "",
            "logging.file.name": directory + "/log",
            **properties,
        }
        words = [java, *os.environ.get("BENCH_JAVA_OPTIONS", "-Xmx512m").split(), "-jar", jar]
        self.process = subprocess.Popen(
            words + ["--%s=%s" % item for item in every.items()],
            cwd=directory,
            stdout=open(directory + "/out", "w"),
            stderr=subprocess.STDOUT,
            env={**os.environ, "POSTSEAL_API_INITIAL_KEY": KEY},
        )
        self._await_health(directory)

    def signal(self, number):
        self.process.send_signal(number)

    def put(self, path, body):
        headers = {"X-API-Key": KEY, "Content-Type": "application/json"}
        request = urllib.request.Request(self.http + path, json.dumps(body).encode(), headers, method="PUT")
        with urllib.request.urlopen(request) as response:
            response.read()

    def _await_health(self, directory):
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(self.http + "/actuator/health", timeout=2).read()
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("bench: Postseal does not start, see %s/out" % directory)


class Postseal:
    def __init__(self, the_world, state, jar, java):
        self.world = the_world
        self.dir = os.path.join(state, "postseal")
        common = {
            "postseal.delivery.hello-name": "client.lab",
            "postseal.delivery.trust-anchors": the_world.path("ca.pem"),
            "postseal.dns.servers": "127.0.0.1:53",
            "postseal.dns.trust-anchor-file": the_world.path("anchor.key"),
        }
        accepting = {**common, "postseal.delivery.enabled": "false", "postseal.database.port": "5499"}
        self.accepting = Node(jar, java, self.dir + "/accepting", 8101, 2531, **accepting)
        with open(self.dir + "/accepting/data/postgresql.password") as file:
            password = file.read().strip()
        database = {
            "spring.datasource.url": "jdbc:postgresql://127.0.0.1:5499/postgres",
            "spring.datasource.username": "postgres",
            "spring.datasource.password": password,
        }
        self.delivering = Node(jar, java, self.dir + "/delivering", 8102, 2532, **common, **database)

    def load(self, level, reuse, fill):
        """Accepts mail into the queue while nobody delivers."""
        self._policy(level, reuse)
        self.delivering.signal(signal.SIGSTOP)
        fill(2531)

    def deliver(self):
        """Lets the delivering node go on."""
        self.delivering.signal(signal.SIGCONT)

    def both(self, level, reuse):
        """Accepts and delivers at the same time, both on one node."""
        self._policy(level, reuse)

    port = 2532

    def quiet(self):
        """Waits until outcomes are written and kept sessions have ended."""
        time.sleep(6)

    def cpu(self):
        """Of the delivering node, and of the database."""
        with open(self.dir + "/accepting/data/postgresql/postmaster.pid") as file:
            return cpu.seconds(self.delivering.process.pid), cpu.seconds(int(file.readline()))

    def _policy(self, level, reuse):
        attributes = ["match=" + self.world.fingerprint] if level == "fingerprint" else []
        if not reuse and level != "none":
            attributes.append("connection_reuse=no")
        self.delivering.put(
            "/api/v1/policies/by-target/" + world.DOMAIN, {"policy": level, "parameters": " ".join(attributes)}
        )
