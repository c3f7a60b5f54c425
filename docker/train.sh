#!/bin/sh
# Makes /app/app.aot: runs the demo for a moment, so that the JVM remembers the classes that a start loads.
set -eu
data=$(mktemp -d)
java -XX:AOTCacheOutput=/app/app.aot -Dquarkus.profile=demo -Dquarkus.http.port=18080 -Dquarkus.management.port=19000 \
  -Dutkast.data-dir="$data" -jar /app/quarkus-run.jar &
gateway=$!
tries=0
until curl -fs -o /dev/null http://127.0.0.1:19000/q/health/ready; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ] || exit 1
  sleep 0.5
done
curl -fs -o /dev/null http://127.0.0.1:18080/u/demo.js
curl -fs -o /dev/null http://127.0.0.1:18080/v1/events -H 'Origin: http://localhost:18080' -H 'Content-Type: text/plain' \
  -d '{"utk":"3f2a9c0d1e4b5a697887766554433221","events":[{"type":"page_view","url":"http://localhost:18080/"}]}'
curl -fs -o /dev/null http://127.0.0.1:18080/admin/stats -H 'Authorization: Bearer dev'
sleep 2
kill -TERM "$gateway"
# A JVM that ends by a signal says 143; what counts is the cache.
wait "$gateway" || true
rm -rf "$data"
test -s /app/app.aot
