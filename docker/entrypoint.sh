#!/bin/sh
# Starts the gateway in the container; arguments go to it (such as: sandbox). Where no admin token is configured, one is
# made on the first start and kept beside the data: nothing is open without one, and nobody has to invent one.
set -eu
if [ -z "${UTKAST_ADMIN_TOKEN:-}" ] && [ "${UTKAST_ADMIN_TOKEN_FILE:-}" ]; then
  if [ ! -s "$UTKAST_ADMIN_TOKEN_FILE" ]; then
    (umask 077; head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$UTKAST_ADMIN_TOKEN_FILE")
    echo "An admin token was made: cat $UTKAST_ADMIN_TOKEN_FILE"
  fi
  UTKAST_ADMIN_TOKEN=$(cat "$UTKAST_ADMIN_TOKEN_FILE")
  export UTKAST_ADMIN_TOKEN
fi
unset UTKAST_ADMIN_TOKEN_FILE
aot=
[ ! -f /app/app.aot ] || aot=-XX:AOTCache=/app/app.aot
# shellcheck disable=SC2086 # both are lists of options
exec java $aot ${JAVA_OPTS:-} -jar /app/quarkus-run.jar "$@"
