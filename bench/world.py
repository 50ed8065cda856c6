"""What both engines deliver into: one signed zone behind a validating resolver, one CA, one sink."""

import os
import re
import subprocess
import time

DOMAIN = "bench.lab"
HOST = "mx.bench.lab"
SINK_ADDRESS = "127.0.0.2"
ZONE_ADDRESS = "127.0.0.3"

ZONE = """lab. 3600 IN SOA ns.lab. hostmaster.lab. 1 3600 900 604800 3600
lab. 3600 IN NS ns.lab.
ns.lab. 3600 IN A {zone}
{domain}. 3600 IN MX 10 {host}.
{host}. 3600 IN A {sink}
_25._tcp.{host}. 3600 IN TLSA 3 1 1 {key}
client.lab. 3600 IN A 127.0.0.1
"""

KNOT = """server:
  rundir: {dir}
  listen: {zone}@53
database:
  storage: {dir}
zone:
  - domain: lab.
    file: {dir}/lab.zone.signed
    zonefile-load: whole
    journal-content: none
"""

UNBOUND = """server:
  interface: 127.0.0.1
  do-ip6: no
  do-daemonize: no
  use-syslog: no
  chroot: ""
  username: ""
  directory: "{dir}"
  pidfile: "{dir}/unbound.pid"
  trust-anchor-file: "{dir}/anchor.key"
  do-not-query-localhost: no
  num-threads: 1
stub-zone:
  name: "lab."
  stub-addr: {zone}
remote-control:
  control-enable: no
"""


class World:
    def __init__(self, state):
        self.dir = os.path.join(state, "world")
        self.state = state
        os.makedirs(self.dir)
        self.fingerprint, self.key = self._certificates()
        self._zone()
        self._start()

    def path(self, name):
        return os.path.join(self.dir, name)

    def run(self, *words):
        return subprocess.run(words, cwd=self.dir, check=True, capture_output=True, text=True).stdout

    def sink(self, messages):
        return Sink([os.path.join(self.state, "sink"), SINK_ADDRESS, "25", self.path("chain.pem"), self.path("key.pem"), str(messages)])

    def _certificates(self):
        """A CA and what most servers have: RSA of 2048 bits, the names of host and domain."""
        self.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Bench CA",
                 "-keyout", "ca.key", "-out", "ca.pem")
        self.run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + HOST, "-keyout", "key.pem", "-out", "leaf.csr")
        self._write("leaf.ext", "subjectAltName=DNS:%s,DNS:%s\n" % (HOST, DOMAIN))
        self.run("openssl", "x509", "-req", "-in", "leaf.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30",
                 "-extfile", "leaf.ext", "-out", "leaf.pem")
        self._write("chain.pem", open(self.path("leaf.pem")).read() + open(self.path("ca.pem")).read())
        fingerprint = self.run("openssl", "x509", "-in", "leaf.pem", "-noout", "-fingerprint", "-sha256").strip().split("=")[1]
        self.run("sh", "-c", "openssl x509 -in leaf.pem -noout -pubkey | openssl pkey -pubin -outform DER -out leaf.der")
        key = self.run("openssl", "dgst", "-sha256", "-r", "leaf.der").split()[0]
        return fingerprint, key

    def _zone(self):
        names = {"zone": ZONE_ADDRESS, "domain": DOMAIN, "host": HOST, "sink": SINK_ADDRESS, "key": self.key, "dir": self.dir}
        self._write("lab.zone", ZONE.format(**names))
        self._write("knot.conf", KNOT.format(**names))
        self._write("unbound.conf", UNBOUND.format(**names))
        key = self.run("ldns-keygen", "-k", "-a", "ECDSAP256SHA256", "lab.").strip().splitlines()[-1]
        self.run("ldns-signzone", "-n", "lab.zone", key)
        os.rename(self.path(key + ".key"), self.path("anchor.key"))

    def _start(self):
        for name, command in {"knot": ["knotd", "-c", self.path("knot.conf")], "unbound": ["unbound", "-d", "-c", self.path("unbound.conf")]}.items():
            log = open(self.path(name + ".log"), "w")
            subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        for _ in range(100):
            answer = subprocess.run(["drill", "-D", "@127.0.0.1", "MX", DOMAIN], capture_output=True, text=True).stdout
            if re.search(r"flags:.* ad", answer):
                return
            time.sleep(0.1)
        raise SystemExit("bench: the resolver does not validate %s:\n%s" % (DOMAIN, answer))

    def _write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)


class Sink:
    """Counts what arrives; as a context it ends with the block."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for _ in range(200):
            probe = subprocess.run(["sh", "-c", "grep -q '0200007F:0019 00000000:0000 0A' /proc/net/tcp"])
            if probe.returncode == 0:
                return
            time.sleep(0.02)
        raise SystemExit("bench: the sink does not listen")

    def all_seen(self):
        """Waits for the last message; returns connections, handshakes, resumed, seconds from first to last."""
        words = self.process.stdout.readline().split()
        return int(words[1]), int(words[2]), int(words[3]), float(words[4])

    def stop(self):
        """Returns how many messages there were in the end: more than expected means that some came twice."""
        self.process.terminate()
        lines = self.process.stdout.read().split("\n")
        self.process.wait()
        return int(lines[-2].split()[0])
