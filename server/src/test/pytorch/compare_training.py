"""Prints the training table: this program beside PyTorch on the same cores, in turns, medians of each.

    python server/src/test/pytorch/compare_training.py --peer FOLDER/train_step.py [--pytorch PYTHON]

The peer script times the same training step in PyTorch and prints one JSON object with the fields of
`bench training`. Needs the packaged jar, and a Python with PyTorch for the peer (this script itself needs neither).
The last row is two single-threaded processes of each, side by side: `bench training --workers 2`.
"""
import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]

options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
options.add_argument("--peer", type=Path, required=True, help="the script that times PyTorch's step")
options.add_argument("--pytorch", default=sys.executable, help="a Python with PyTorch (default: this one)")
options.add_argument("--jar", type=Path, default=ROOT / "server/target/latent-lab.jar")
options.add_argument("--java", default="java")
options.add_argument("--threads", type=int, default=2)
options.add_argument("--workers", type=int, default=2)
options.add_argument("--rounds", type=int, default=5, help="turns of each (default: 5)")
options.add_argument("--blas-kernels", help="passed on to `bench training`")
options = options.parse_args()
PEER, JAR = options.peer.resolve(), options.jar.resolve()
STEPS = {32: 100, 128: 25}


def start(command, folder=None):
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def result(process):
    out, errors = process.communicate()
    if process.returncode != 0 or not out.strip():
        sys.exit(f"{' '.join(map(str, process.args))}\n{errors}")
    return json.loads(out.strip().splitlines()[-1])


def settings(channels):
    return ["--channels", str(channels), "--latent-dim", "15", "--batch-size", "128", "--steps", str(STEPS[channels])]


def product(channels, *more):
    kernels = ["--blas-kernels", options.blas_kernels] if options.blas_kernels else []
    return result(start([options.java, "-jar", str(JAR), "bench", "training", *settings(channels), *kernels, *more]))


def pytorch(channels, threads, processes=1):
    command = [options.pytorch, str(PEER), *settings(channels), "--threads", str(threads)]
    results = [result(process) for process in [start(command, PEER.parent) for _ in range(processes)]]
    return sum(each["imagesPerSecond"] for each in results)


def row(label, ours, theirs):
    """Turns of both; the ratio is the median of the ratios of neighbours, so that a slow minute hits both."""
    mine, peers, shares, kernels = [], [], [], ""
    for _ in range(options.rounds):
        one = ours()
        mine.append(one["imagesPerSecond"])
        peers.append(theirs())
        inner = one.get("perWorker", [one])
        shares.append(statistics.mean(each["shareOfPeak"] for each in inner))
        kernels = inner[0]["kernels"]
    ratio = statistics.median(a / b for a, b in zip(mine, peers))
    print(f"| {label} | {statistics.median(mine):,.0f} | {statistics.median(peers):,.0f} | {ratio:.2f} "
          f"| {100 * statistics.median(shares):.0f} % | {kernels} |", flush=True)


print("| d=15, batch 128 | images/s | PyTorch's | ratio | share of the matrix products' peak | BLAS kernels |")
print("|---|---|---|---|---|---|")
THREADS = str(options.threads)
for channels in STEPS:
    row(f"c={channels}, {THREADS} threads",
        lambda: product(channels, "--threads", THREADS), lambda: pytorch(channels, THREADS))
for channels in STEPS:
    row(f"c={channels}, {options.workers} workers of one thread",
        lambda: product(channels, "--workers", str(options.workers)), lambda: pytorch(channels, 1, options.workers))
