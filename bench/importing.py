#!/usr/bin/env python3
"""How long a million lines take to be imported and exported, with how much memory: bench/importing.py JAR [LINES]."""
import os, re, signal, subprocess, sys, tempfile, time, urllib.request

KEY = "a-key-for-the-import-bench-only"
LEVELS = ["may", "encrypt", "secure match=nexthop:dot-nexthop", "dane", "verify match=hostname", "dane-only ciphers=high"]
WORDS = ["mail", "bank", "hospital", "city", "school", "shop", "cloud"]


def line(n):
    """Names as different from each other as real ones; every form of target."""
    name = "%s-%x.example" % (WORDS[n % 7], n * 2654435761 % 2**40)
    target = [name, "." + name, "[mx." + name + "]", "[mx." + name + "]:587", name + ":25"][n % 5]
    return "%s\t%s\n" % (target, LEVELS[n % 6])


def call(port, method, path, body=None):
    request = urllib.request.Request("http://127.0.0.1:%d%s" % (port, path), body, method=method)
    request.add_header("X-API-Key", KEY)
    request.add_header("Content-Type", "text/plain")
    start = time.monotonic()
    with urllib.request.urlopen(request, timeout=600) as answer:
        content = answer.read()
    return time.monotonic() - start, content


def start(jar, directory):
    java = os.environ.get("JAVA", "java")
    log = open(directory + "/log", "w+")
    process = subprocess.Popen(
        [java, "-Xmx1g", "-jar", jar, "--server.port=0", "--postseal.data-dir=" + directory + "/data",
         "--postseal.smtp.listen=", "--postseal.socketmap.listen=", "--postseal.delivery.enabled=false",
         "--postseal.api.initial-key=" + KEY], stdout=log, stderr=subprocess.STDOUT)
    for _ in range(600):
        ready = re.search(r"http://127\.0\.0\.1:(\d+)", open(directory + "/log").read())
        if ready:
            return process, int(ready.group(1))
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(open(directory + "/log").read())


def heap(port):
    text = call(port, "GET", "/actuator/prometheus")[1].decode()
    used = re.findall(r'^jvm_memory_used_bytes\{area="heap".*\} ([0-9.E]+)', text, re.M)
    return sum(map(float, used)) / 2**20


def main():
    jar, lines = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    body = "".join(line(n) for n in range(lines)).encode()
    changed = body.replace(b"\tmay\n", b"\tencrypt\n")
    path = "/api/v1/policies/import"
    with tempfile.TemporaryDirectory() as directory:
        process, port = start(jar, directory)
        try:
            print("| act | seconds | answer |\n|---|---|---|")
            for name, query, content in [
                    ("dry run", "?dryRun=true", body),
                    ("import", "", body),
                    ("the same again, replace", "?onConflict=replace", body),
                    ("a sixth of it changed, replace", "?onConflict=replace", changed)]:
                seconds, answer = call(port, "POST", path + query, content)
                print("| %s | %.1f | `%s` |" % (name, seconds, answer.decode()), flush=True)
            for name in ["export", "export again"]:
                seconds, answer = call(port, "GET", "/api/v1/export/postfix")
                print("| %s | %.1f | %d lines |" % (name, seconds, answer.count(b"\n")), flush=True)
            peak = re.search(r"VmHWM:\s+(\d+)", open("/proc/%d/status" % process.pid).read()).group(1)
            print("\nheap in use at the end %.0f MB, the process at its largest %.0f MB" % (heap(port), int(peak) / 1024))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


main()
