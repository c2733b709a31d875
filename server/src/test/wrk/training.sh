#!/usr/bin/env bash
# How fast the site answers while runs are trained on all processors: two runs of the study's network are started over
# HTTP, and a visitor's requests are timed meanwhile, one after the other as a browser sends them.
#   server/src/test/wrk/training.sh [JAR [REQUESTS]]
set -euo pipefail
jar=$(realpath "${1:-server/target/latent-lab.jar}")
requests=${2:-400}
port=${PORT:-18124}
scratch=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true; rm -rf "$scratch"; }
trap cleanup EXIT

export LATENT_LAB_ADMIN_TOKEN=training-and-serving
site=http://127.0.0.1:$port
java -jar "$jar" serve --port "$port" --data "$scratch/data" 2>"$scratch/log" & server=$!
until curl -fs "$site/readyz" >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
  sleep 0.05
done
printf '{"pixels":[%s0.5]}' "$(printf '0.5,%.0s' {1..783})" >"$scratch/pixels"

measure() { # NAME: the times of requests of every kind
  local encode=(-H 'Content-Type: application/json' -d "@$scratch/pixels")
  for path in / /runs /models /studies/latent-dimension /api/v1/models /api/v1/studies/correlation encode; do
    local address=$site$path extra=()
    [ "$path" = encode ] && address=$site/api/v1/models/mnist-c32-d15-s0/encode extra=("${encode[@]}")
    local config="$scratch/config"
    for ((i = 0; i < requests; i++)); do printf 'url = "%s"\noutput = "/dev/null"\n' "$address"; done >"$config"
    curl -s --rate 50/s "${extra[@]}" -w '%{time_total}\n' -K "$config" | sort -n | awk -v name="$1" -v path="$path" '
      { v[NR] = $1 * 1000 } END { printf "| %s | %s | %.1f | %.1f | %.1f |\n", name, path, v[int((NR + 1) / 2)], v[int(NR * 0.99 + 0.5)], v[NR] }'
  done
}

echo "| while | request | median ms | p99 ms | longest ms |"
echo "|---|---|---|---|---|"
measure warm-up >/dev/null
measure 'nothing is trained'
for seed in 71 72; do
  curl -fs -X POST -H "Authorization: Bearer $LATENT_LAB_ADMIN_TOKEN" -H 'Content-Type: application/json' \
    -d "{\"seed\":$seed}" "$site/api/v1/runs" >/dev/null
done
until [ "$(curl -fs "$site/api/v1/runs" | grep -o '"images":' | wc -l)" = 2 ]; do sleep 1; done
measure 'two runs are trained'
