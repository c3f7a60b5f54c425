#!/bin/sh
# The start of both images: the gateway, or the command that is given (doctor, templates plan, sandbox).
#
# UTKAST_ADMIN_TOKEN_FILE names a file with the admin token. If it is not there, one is made: so a trial is never open to
# everybody, and nobody has to invent a token. JAVA_OPTS takes options of the JVM; the native executable knows -Xmx and -D.
set -eu

if [ -z "${UTKAST_ADMIN_TOKEN:-}" ] && [ -n "${UTKAST_ADMIN_TOKEN_FILE:-}" ]; then
  if [ ! -s "$UTKAST_ADMIN_TOKEN_FILE" ]; then
    (umask 077 && head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$UTKAST_ADMIN_TOKEN_FILE")
    echo "Made an admin token; to read it, in this container: cat $UTKAST_ADMIN_TOKEN_FILE"
  fi
  UTKAST_ADMIN_TOKEN=$(cat "$UTKAST_ADMIN_TOKEN_FILE")
  export UTKAST_ADMIN_TOKEN
fi

# Native libraries unpack into it: /tmp may be read-only, or forbid to run what is in it.
tmp=$UTKAST_DATA_DIR/tmp
if [ $# -eq 0 ]; then
  rm -rf "$tmp" # left by a gateway that was killed
fi
mkdir -p "$tmp"

# JAVA_OPTS is a list of options, so without quotes.
if [ -x /app/utkast ]; then
  exec /app/utkast -Djava.io.tmpdir="$tmp" ${JAVA_OPTS:-} "$@"
fi
exec java -XX:AOTCache=/app/app.aot -Djava.io.tmpdir="$tmp" ${JAVA_OPTS:-} -jar /app/quarkus-run.jar "$@"
