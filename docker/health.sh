#!/bin/bash
# The images' HEALTHCHECK: is the process alive? Bash alone, since the images have no curl.
exec 3<> "/dev/tcp/127.0.0.1/${QUARKUS_MANAGEMENT_PORT:-9000}" || exit 1
printf 'GET /q/health/live HTTP/1.0\r\n\r\n' >&3
read -r -t 2 status <&3
[[ $status == *' 200 '* ]]
