"""Kills the processes of a study with -9 at random moments, and checks that nothing of it is lost or changed.

    python3 server/src/test/kill/kill_study.py --jar server/target/latent-lab.jar --kills 20

The preset quick is run twice: once in peace, and once beside a web process on the same data directory while a worker, all
workers, the web process, `study run`, or all of them are killed; what was killed is started again. In the end the weights
of every model, the losses of every epoch and every file of results must be the same, and no loss that was in the
database before a kill may be missing. Needs nothing but Python and Java.
"""
import argparse
import json
import os
import random
import shlex
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOSSES = "select run, epoch, train_loss, running_train_loss, test_loss from metrics order by run, epoch"


def losses(data):
    file = data / "latent-lab.db"
    if not file.exists():
        return []
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20) as database:
        tables = [name for name, in database.execute("select name from sqlite_master where type = 'table'")]
        return database.execute(LOSSES).fetchall() if "metrics" in tables else []


def weights(file):
    """What a safetensors file holds besides the metadata, which says when it was made."""
    content = file.read_bytes()
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__")
    return header, content[8 + length:]


class Processes:
    def __init__(self, program, data, log):
        self.program, self.data, self.log = program, data, log
        self.web = self.study = None

    def start(self):
        """Those that do not run, unless the study has come to its end."""
        if self.web is None or self.web.poll() is not None:
            self.web = self.run("serve", "--port", "0")
        if self.study is None or self.study.poll() not in (None, 0):
            self.study = self.run("study", "run", "--preset", "quick")

    def run(self, *command):
        return subprocess.Popen([*self.program, *command, "--data", str(self.data)], stdout=self.log, stderr=self.log)

    def workers(self):
        lines = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
        return [int(line.split()[0]) for line in lines
                if " worker --run " in line and line.endswith(f"--data {self.data}") and "nice" not in line.split()[1]]

    def kill(self, victim):
        pids = {"a worker": lambda: self.workers()[:1], "all workers": self.workers, "web": lambda: [self.web.pid],
                "study run": lambda: [self.study.pid],
                "everything": lambda: [self.web.pid, self.study.pid, *self.workers()]}[victim]()
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it came to its end in between
        return len(pids)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jar", default="server/target/latent-lab.jar")
    options.add_argument("--program", help="command line of the program, instead of the jar")
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options.add_argument("--folder", type=Path, default=Path(tempfile.mkdtemp(prefix="kill-study-")))
    options = options.parse_args()
    program = shlex.split(options.program) if options.program else ["java", "-jar", options.jar]
    print(f"seed {options.seed}, in {options.folder}", flush=True)
    chance = random.Random(options.seed)
    peace, war = options.folder / "peace", options.folder / "killed"
    options.folder.mkdir(parents=True, exist_ok=True)
    with open(options.folder / "log", "w") as log:
        start = time.time()
        subprocess.run([*program, "study", "run", "--preset", "quick", "--data", str(peace)], stdout=log, stderr=log, check=True)
        took = time.time() - start
        print(f"in peace: {took:.0f} s", flush=True)

        processes, kills, seen = Processes(program, war, log), 0, set()
        start = time.time()
        processes.start()
        while processes.study.poll() is None:
            if kills == options.kills:
                time.sleep(0.5)
                continue
            time.sleep(chance.uniform(0.1, 2 * took / options.kills))
            victim = chance.choice(["a worker", "all workers", "web", "study run", "everything"])
            seen.update(losses(war))
            if processes.study.poll() is None and processes.kill(victim):
                kills += 1
                print(f"{time.time() - start:6.1f} s: killed {victim}, {len(seen)} epochs were known", flush=True)
            time.sleep(0.5)
            processes.start()
        processes.web.terminate()
        processes.web.wait()

    failures = []
    if kills < options.kills:
        failures.append(f"the study was done after {kills} kills")
    if processes.study.returncode != 0:
        failures.append(f"study run ended with {processes.study.returncode}")
    if losses(war) != losses(peace):
        failures.append("losses differ")
    if not seen <= set(losses(war)):
        failures.append("losses are lost")
    names = sorted(file.relative_to(peace) for folder in ("models", "studies/quick") for file in (peace / folder).iterdir())
    for name in names:
        read = weights if name.suffix == ".safetensors" else Path.read_bytes
        if not (war / name).exists() or read(war / name) != read(peace / name):
            failures.append(f"{name} differs")
    print(f"{kills} kills, {len(losses(war))} epochs, {len(names)} models and results:",
          "; ".join(failures) or "all the same", flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
