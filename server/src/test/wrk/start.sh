#!/usr/bin/env bash
# How long the server takes from the command to its first answer of /readyz and then of /, and how much memory it
# keeps, as it is started from a shell and as the Dockerfile starts it. Medians; each server is stopped again. The time on
# a processor, all threads together, is what to compare on a machine that does other things meanwhile.
#   server/src/test/wrk/start.sh [JAR [RUNS]]
set -euo pipefail
jar=$(realpath "${1:-server/target/latent-lab.jar}")
runs=${2:-7}
port=${PORT:-18123}
scratch=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"; }
trap cleanup EXIT

now() { date +%s%N; }
get() { # PATH: whether it is answered with 200; by bash itself, as starting a program would take the server's time
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  local line=; IFS= read -r line <&3 2>/dev/null || true; cat <&3 >/dev/null 2>&1 || true; exec 3>&-
  [[ $line == *" 200 "* ]]
}
stop() { kill "$server"; wait "$server" 2>/dev/null || true; server=; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

row() { # NAME OPTION…: a line of the table
  local name=$1; shift
  : >"$scratch/ready"; : >"$scratch/first"; : >"$scratch/rss"; : >"$scratch/cpu"
  for ((run = 0; run < runs; run++)); do
    local start; start=$(now)
    java "$@" -jar "$jar" serve --port "$port" --data "$scratch/data" 2>"$scratch/log" & server=$!
    until get /readyz; do
      kill -0 "$server" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
      sleep 0.01
    done
    local ready; ready=$(now)
    awk -v hertz="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000 / hertz) }' "/proc/$server/stat" >>"$scratch/cpu"
    get /
    echo $((($(now) - start) / 1000000)) >>"$scratch/first"
    echo $(((ready - start) / 1000000)) >>"$scratch/ready"
    for ((i = 0; i < 200; i++)); do
      for path in / /interpolate /models /api /api/v1/models; do get $path; done
    done
    awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$server/status" >>"$scratch/rss"
    stop
  done
  printf '| %s | %s | %s | %s | %s |\n' "$name" "$(median <"$scratch/ready")" "$(median <"$scratch/cpu")" \
    "$(median <"$scratch/first")" "$(median <"$scratch/rss")"
}

# the options of the Dockerfile's entry point, but for those which name places in the container, of which it assumes 2 GB
mapfile -t container < <(echo -XX:MaxRAM=2g; sed -n 's/^ENTRYPOINT //p' "$(dirname "$0")/../../../../Dockerfile" | grep -o '"-[^"]*"' | tr -d '"' | grep -v -e /app -e /data -e '^-jar$')
java "${container[@]}" -XX:ArchiveClassesAtExit="$scratch/classes.jsa" -jar "$jar" serve --port 0 --data "$scratch/data" --until-ready >/dev/null 2>&1

echo "| started as | /readyz after ms | of it on a processor ms | / after ms | resident MB after 1,000 requests |"
echo "|---|---|---|---|---|"
row 'java -jar' # as anyone does
row 'in the container' "${container[@]}" -XX:SharedArchiveFile="$scratch/classes.jsa"
