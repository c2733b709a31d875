#!/usr/bin/env bash
# Requests per second and latency of a running server, beside nginx serving the same bytes with the same headers on the
# same machine, one after the other. nginx is started here and stopped again; the server is left as it is.
#   server/src/test/wrk/compare.sh [http://127.0.0.1:8080 [ROUNDS [SECONDS]]]
# Start the server with --computations 0, as one client may not ask for that much otherwise. Needs wrk, nginx and curl. Medians over the rounds; every answer that is not 200 and every broken connection counts.
set -euo pipefail
url=${1:-http://127.0.0.1:8080}
rounds=${2:-5}
seconds=${3:-4}
port=${NGINX_PORT:-18124}
model=$(curl -fsS "$url/api/v1/models" | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
scratch=$(mktemp -d)
chmod 755 "$scratch"
cleanup() { [ ! -s "$scratch/nginx.pid" ] || kill "$(cat "$scratch/nginx.pid")"; sleep 0.2; rm -rf "$scratch"; }
trap cleanup EXIT

paths=(/ "/api/v1/models/$model/folded-decoder.safetensors")
names=('page' 'weights file')
mkdir -p "$scratch/site"
locations=
for i in "${!paths[@]}"; do
  curl -fsS --compressed -o "$scratch/site/$i" "$url${paths[i]}"
  # what the server sends compressed, nginx does too, from a file made beforehand
  if curl -fsS -H 'Accept-Encoding: gzip' -D "$scratch/head" -o "$scratch/site/$i.gz" "$url${paths[i]}" && ! grep -qi '^content-encoding: gzip' "$scratch/head"; then
    rm "$scratch/site/$i.gz"
  fi
  type=$(sed -n 's/^content-type: \([^\r]*\).*/\1/Ip' "$scratch/head")
  headers=$(sed -n -E '/^(http|date|server|connection|content-|etag|last-modified|vary|transfer)/I!s/^([A-Za-z-]+): ([^\r]*)\r?$/add_header \1 "\2";/p' "$scratch/head")
  locations+="location = ${paths[i]} { root $scratch/site; rewrite ^ /$i break; default_type \"$type\"; types {} $headers }"$'\n'
done
user=; [ "$(id -u)" != 0 ] || user="user $(id -un);"
cat >"$scratch/nginx.conf" <<CONF
$user
worker_processes auto;
pid $scratch/nginx.pid;
error_log $scratch/error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; server_tokens off; gzip_static on; gzip_vary on; keepalive_requests 1000000000;
  open_file_cache max=100;
  client_body_temp_path $scratch; proxy_temp_path $scratch; fastcgi_temp_path $scratch; uwsgi_temp_path $scratch; scgi_temp_path $scratch;
  server { listen 127.0.0.1:$port; $locations }
}
CONF
nginx -c "$scratch/nginx.conf" 2>/dev/null

cat >"$scratch/encode.lua" <<'LUA'
local pixels = {}
for i = 1, 784 do pixels[i] = (i * 7919 % 256) / 255 < 0.8 and "0" or string.format("%.4f", (i * 7919 % 256) / 255) end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"pixels":[' .. table.concat(pixels, ",") .. "]}"
LUA
cat >"$scratch/decode.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"code":$(curl -fsS -H 'Content-Type: application/json' -d "{\"pixels\":[0.5$(printf ',0.5%.0s' {1..783})]}" "$url/api/v1/models/$model/encode" | grep -o '\[.*\]')}'
LUA

measure() { # FILE WRK-ARGUMENT…: adds a line "requests/s p99-ms errors"
  local file=$1; shift
  wrk -t1 -c64 -d"${seconds}s" --latency "$@" | awk '
    $1 == "99%" { ms = $2 + 0; if ($2 ~ /us$/) ms /= 1000; else if ($2 !~ /ms$/) ms *= 1000 }
    /Requests\/sec/ { rate = $2 }
    /Non-2xx/ { errors += $NF }
    /Socket errors/ { gsub(/[^0-9 ]/, ""); for (i = 1; i <= NF; i++) errors += $i }
    END { print rate, ms, errors + 0 }' >>"$scratch/$file"
}
column() { awk -v c="$2" '{ print $c }' "$scratch/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
errors() { awk '{ sum += $3 } END { print sum }' "$scratch/$1"; }

gzip=(-H 'Accept-Encoding: gzip')
encode=(-s "$scratch/encode.lua" "$url/api/v1/models/$model/encode")
decode=(-s "$scratch/decode.lua" "$url/api/v1/models/$model/decode")
for path in "${paths[@]}"; do wrk -t1 -c64 -d3s "${gzip[@]}" "$url$path" >/dev/null; done # a JVM compiles what runs often
wrk -t1 -c64 -d5s "${encode[@]}" >/dev/null
wrk -t1 -c64 -d3s "${decode[@]}" >/dev/null
for ((round = 0; round < rounds; round++)); do
  for i in "${!paths[@]}"; do
    measure "server$i" "${gzip[@]}" "$url${paths[i]}"
    measure "nginx$i" "${gzip[@]}" "http://127.0.0.1:$port${paths[i]}"
  done
  measure encode "${encode[@]}"
  measure decode "${decode[@]}"
done

echo "| wrk -t1 -c64, model $model | requests/s | p99 ms | errors | nginx: requests/s | p99 ms | errors | server / nginx |"
echo "|---|---|---|---|---|---|---|---|"
for i in "${!paths[@]}"; do
  bytes=$(wc -c <"$scratch/site/$i.gz" 2>/dev/null || wc -c <"$scratch/site/$i")
  printf '| %s, %s bytes | %.0f | %.1f | %d | %.0f | %.1f | %d | %.2f |\n' "${names[i]}" "$bytes" \
    "$(column "server$i" 1)" "$(column "server$i" 2)" "$(errors "server$i")" \
    "$(column "nginx$i" 1)" "$(column "nginx$i" 2)" "$(errors "nginx$i")" \
    "$(paste -d' ' "$scratch/server$i" "$scratch/nginx$i" | awk '{ print $1 / $4 }' | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')"
done
for call in encode decode; do
  printf '| POST …/%s | %.0f | %.1f | %d | | | | |\n' $call "$(column $call 1)" "$(column $call 2)" "$(errors $call)"
done
