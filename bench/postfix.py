"""Postfix's own smtp client: its own configuration, its own queue, beside that of Postseal on the same disk."""

import os
import subprocess
import time

import cpu
import world

PORT = 2526

MAIN = """compatibility_level = 3.6
queue_directory = {dir}/queue
data_directory = {dir}/data
maillog_file = {dir}/log
maillog_file_prefixes = {dir}
myhostname = client.lab
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtp_dns_support_level = dnssec
smtp_tls_CAfile = {ca}
smtp_tls_fingerprint_digest = sha256
smtp_tls_policy_maps = inline:{{ {{ {policy} }} }}
smtp_tls_connection_reuse = {reuse}
"""

# While nobody delivers, accepting would wait for the queue manager to catch up. Delivery knows nothing of this.
UNHURRIED = "in_flow_delay = 0\n"

MASTER = """127.0.0.1:{port} inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
smtp      unix - - n - - smtp
tlsproxy  unix - - n - 0 tlsproxy
proxymap  unix - - n - - proxymap
scache    unix - - n - 1 scache
anvil     unix - - n - 1 anvil
error     unix - - n - - error
retry     unix - - n - - error
showq     unix n - n - - showq
postlog   unix-dgram n - n - 1 postlogd
"""
QMGR = "qmgr      unix n - n 300 1 qmgr\n"


class Postfix:
    port = PORT

    def __init__(self, the_world, state):
        self.world = the_world
        self.dir = os.path.join(state, "postfix")
        for name in ("queue", "data", "conf"):
            os.makedirs(os.path.join(self.dir, name))
        subprocess.run(["chown", "-R", "postfix:", os.path.join(self.dir, "data")], check=True)
        self.started = False

    def policy(self, level):
        """The entry in Postfix's syntax; what is proven is what Postseal's entry proves."""
        return level + (" match=" + self.world.fingerprint if level == "fingerprint" else "")

    def load(self, level, reuse, fill):
        """Accepts mail into the queue while nobody delivers."""
        self._configure(level, reuse, delivers=False, more=UNHURRIED)
        fill(self.port)

    def deliver(self):
        """Lets the queue manager begin."""
        self._master(delivers=True)
        self._postfix("reload")

    def both(self, level, reuse):
        """Accepts and delivers at the same time."""
        self._configure(level, reuse, delivers=True)

    def quiet(self):
        pass

    def cpu(self):
        with open(os.path.join(self.dir, "queue/pid/master.pid")) as file:
            return cpu.seconds(int(file.read())), 0.0

    def _configure(self, level, reuse, delivers, more=""):
        policy = "%s = %s" % (world.DOMAIN, self.policy(level))
        main = MAIN.format(dir=self.dir, ca=self.world.path("ca.pem"), policy=policy, reuse="yes" if reuse else "no")
        self._write("main.cf", main + more)
        self._master(delivers)
        if self.started:
            self._postfix("stop")
        self._postfix("start")
        self.started = True
        time.sleep(0.5)

    def _master(self, delivers):
        self._write("master.cf", MASTER.format(port=PORT) + (QMGR if delivers else ""))

    def _postfix(self, act):
        done = subprocess.run(["postfix", "-c", os.path.join(self.dir, "conf"), act], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit("bench: postfix %s: %s%s" % (act, done.stdout, done.stderr))

    def _write(self, name, text):
        with open(os.path.join(self.dir, "conf", name), "w") as file:
            file.write(text)
