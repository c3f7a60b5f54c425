#!/bin/bash
# Makes the AOT cache, in the build of Dockerfile.jvm: the demo runs for some seconds under a little load, and the JVM
# keeps which classes it loaded, how they hang together and which methods are hot. Anywhere else, after
# ./mvnw package -DskipTests -Dquarkus.package.jar.type=aot-jar:
#
#   docker/train.sh target/quarkus-app    # then: java -XX:AOTCache=target/quarkus-app/app.aot -jar target/quarkus-app/quarkus-run.jar
set -euo pipefail
app=${1:-/app}
http=18080
management=19000
data=$(mktemp -d)

# Answers with the status line. Bash alone, since the image has no curl. $1 port, $2 method and path, $3 headers, $4 body
request() {
  local status
  exec 3<> "/dev/tcp/127.0.0.1/$1" || return 1
  printf '%s HTTP/1.0\r\nHost: localhost:%s\r\n%b\r\n%s' "$2" "$1" "${3:-}" "${4:-}" >&3
  read -r status <&3
  cat <&3 > /dev/null
  exec 3>&-
  echo "$status"
}

expect() { # $1 status, then as for request
  local answer
  answer=$(request "${@:2}")
  if [[ $answer != *" $1 "* ]]; then
    echo "train.sh: $3 answered '$answer' instead of $1" >&2
    exit 1
  fi
}

post() { # $1 number of the visitor
  local body
  body=$(printf '{"utk":"%032x","events":[{"type":"page_view","title":"Training","url":"http://localhost:%s/"}]}' "$1" "$http")
  expect 202 "$http" 'POST /v1/events' \
    "Origin: http://localhost:$http\r\nContent-Type: text/plain\r\nContent-Length: ${#body}\r\n" "$body"
}

java -XX:AOTCacheOutput="$app/app.aot" ${JAVA_OPTS:-} -Djava.io.tmpdir="$data" \
  -Dquarkus.profile=demo -Dquarkus.http.port=$http -Dquarkus.management.port=$management -Dutkast.data-dir="$data/data" \
  -jar "$app/quarkus-run.jar" &
gateway=$!
trap 'kill -9 $gateway 2> /dev/null || true; rm -rf "$data"' EXIT

for ((tries = 0; ; tries++)); do
  kill -0 $gateway
  [[ $(request $management 'GET /q/health/ready' 2> /dev/null) != *' 200 '* ]] || break
  ((tries < 240)) || { echo "train.sh: the gateway did not get ready in a minute" >&2; exit 1; }
  sleep 0.25
done

expect 200 $http 'GET /u/demo.js'
expect 200 $http 'GET /demo/'
expect 200 $http 'GET /admin/stats' 'Authorization: Bearer dev\r\n'
expect 200 $management 'GET /q/metrics'
for ((visitor = 1; visitor <= 300; visitor++)); do
  post $visitor
done
sleep 2 # the lane's turn

# A JVM that ends by a signal says 143; what counts is the cache.
kill -TERM $gateway
wait $gateway || true
trap - EXIT
rm -rf "$data"
test -s "$app/app.aot"
