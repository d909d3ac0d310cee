#!/usr/bin/env bash
# Starts a PostgreSQL of its own in a temporary folder, prints its URL, and waits.
# When its standard input closes, because whoever started it has finished or was
# killed, it stops the server and removes the folder.
#
# With --in-memory its folder is in memory, where there is room: each commit waits
# for the disk (fsync stays on, as in the product), and there has nothing to wait
# for. It then plans a query once for a connection, and compiles none: to a test's
# connections each is new, and that was a quarter of the server's time. Whoever
# measures PostgreSQL leaves that out.
#
# It listens on a socket inside that folder alone: no port to collide with another
# test run's, and no way in for anybody else on the machine.
set -euo pipefail
trap '' INT HUP TERM # the end comes through standard input, and then in order

bin=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname)
: "${bin:=$(dirname "$(command -v initdb || true)")}"
if [[ ! -x $bin/initdb ]]; then
  echo "PostgreSQL is not installed: apt-get install postgresql" >&2
  exit 1
fi

in=/tmp planning=
[[ ${1:-} == --in-memory ]] && planning='-c plan_cache_mode=force_generic_plan -c jit=off'
if [[ ${1:-} == --in-memory && -z ${TMPDIR:-} ]] &&
  (($(stat -f -c '%a * %S' /dev/shm 2>/dev/null || echo 0) >= 2 << 30)); then
  in=/dev/shm
fi
folder=$(mktemp -d "$in/footbridge-postgres.XXXXXX")
as=()
if [[ $(id -u) == 0 ]]; then # PostgreSQL refuses to run as root
  owner=$(id -un postgres 2>/dev/null || echo nobody)
  chown "$owner" "$folder"
  as=(setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups --)
fi
cd "$folder"
run() { "${as[@]}" "$bin/$1" --pgdata="$folder/data" "${@:2}" >>"$folder/log" 2>&1 </dev/null; }

finish() {
  run pg_ctl stop --mode=immediate || true
  cd /
  rm -rf -- "$folder"
}
trap finish EXIT

# British English, not the C locale: a query that leans on byte order must show.
run initdb --no-sync --auth=trust --username=postgres --encoding=UTF8 \
  --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB || { cat log >&2; exit 1; }
run pg_ctl start --wait --timeout=60 --log="$folder/server.log" --options="-c listen_addresses='' \
  -c unix_socket_directories='$folder' -c max_connections=200 \
  $planning -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0" || { cat log server.log >&2; exit 1; }

echo "postgres://postgres@/postgres?host=$folder"
cat >/dev/null # until the other end closes
