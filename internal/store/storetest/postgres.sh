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
# With --pair PORT OTHER it listens on a port of this machine, to a password. A line "THROUGH"
# on its standard input makes a standby on the other port, which follows it through a third,
# and for which each commit waits from then on; its URL is printed too.
#
# Else it listens on a socket inside that folder alone: no port to collide with another
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
on() { "${as[@]}" "$bin/$2" --pgdata="$folder/$1" "${@:3}" >>"$folder/log" 2>&1 </dev/null; }
run() { on data "$@"; }

finish() {
  run pg_ctl stop --mode=immediate || true
  [[ -d $folder/standby ]] && on standby pg_ctl stop --mode=immediate || true
  cd /
  rm -rf -- "$folder"
}
trap finish EXIT

# British English, not the C locale: a query that leans on byte order must show.
initialise() {
  run initdb --no-sync --username=postgres --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB \
    "$@" || { cat log >&2; exit 1; }
}

if [[ ${1:-} == --pair ]]; then
  port=$2 other=$3
  password=$(head -c 18 /dev/urandom | base64 | tr -d '/+')
  "${as[@]}" bash -c 'cat >password' <<<"$password"
  settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_wal_senders=4 -c shared_buffers=16MB \
    -c wal_retrieve_retry_interval=200ms"
  initialise --auth=scram-sha-256 --pwfile=password
  run pg_ctl start --wait --timeout=60 --log="$folder/server.log" --options="$settings -c port=$port" ||
    { cat log server.log >&2; exit 1; }
  echo "postgres://postgres:$password@127.0.0.1:$port/postgres"
  while read -r through; do
    export PGPASSWORD=$password
    on standby pg_basebackup --no-sync --checkpoint=fast --write-recovery-conf \
      --dbname="host=127.0.0.1 port=$through user=postgres application_name=standby" || { cat log >&2; exit 1; }
    on standby pg_ctl start --wait --timeout=60 --log="$folder/standby.log" --options="$settings -c port=$other" ||
      { cat log standby.log >&2; exit 1; }
    "${as[@]}" "$bin/psql" --quiet --dbname="host=127.0.0.1 port=$port user=postgres dbname=postgres" \
      --command="ALTER SYSTEM SET synchronous_standby_names = 'standby'" --command="SELECT pg_reload_conf()" >>log
    echo "postgres://postgres:$password@127.0.0.1:$other/postgres"
  done
  exit
fi

initialise --auth=trust
run pg_ctl start --wait --timeout=60 --log="$folder/server.log" --options="-c listen_addresses='' \
  -c unix_socket_directories='$folder' -c max_connections=200 \
  $planning -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0" || { cat log server.log >&2; exit 1; }

echo "postgres://postgres@/postgres?host=$folder"
cat >/dev/null # until the other end closes
