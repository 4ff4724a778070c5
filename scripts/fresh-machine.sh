#!/usr/bin/env bash
# Proves that a checkout is all one needs: clones the committed tree into a bare Debian 12 and runs ./dev there.
#
#   sudo scripts/fresh-machine.sh [build|demo|test|check …]     (default: demo test)
#
# Needs debootstrap, util-linux, git and curl. The mirror is this machine's own if it runs Debian 12, or FRESH_MIRROR;
# certificates, proxies and npm's registry are carried over. Everything lies in FRESH_DIR (/var/tmp/claimcheck-fresh):
# the bare system as base.tar, kept for the next run, and the machine itself, left for a look, made anew each time.
set -euo pipefail
checkout=$(cd "$(dirname "$0")/.." && pwd)
work=${FRESH_DIR:-/var/tmp/claimcheck-fresh}
root=$work/machine
((EUID == 0)) || { echo "fresh-machine: a chroot needs root" >&2; exit 1; }
(($#)) || set -- demo test

own_mirror() { apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 2>/dev/null | sed -n "s| $1\$||p" | head -n 1; }
mirror=${FRESH_MIRROR:-$(own_mirror bookworm)}
[[ $mirror ]] || { echo "fresh-machine: this machine is no Debian 12; name a mirror in FRESH_MIRROR" >&2; exit 1; }
security=$(own_mirror bookworm-security)

make_base() {
  [[ -f $work/base.tar ]] && return
  echo "Making a bare Debian 12 from $mirror"
  rm -rf "$work/base"
  debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/debootstrap.log"
  tar -C "$work/base" -cf "$work/base.tar.part" .
  mv "$work/base.tar.part" "$work/base.tar"
  rm -rf "$work/base"
}

make_machine() {
  rm -rf "$root"
  mkdir -p "$root"
  tar -C "$root" -xf "$work/base.tar"
  echo "deb $mirror bookworm main" >"$root/etc/apt/sources.list"
  if [[ $security ]]; then echo "deb $security bookworm-security main" >>"$root/etc/apt/sources.list"; fi
  apt-config dump --format '%F "%v";%n' | grep -E '^Acquire::(https?|Check|Retries|Languages)' \
    >"$root/etc/apt/apt.conf.d/50host" || true
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
  git clone -q "$checkout" "$root/root/claimcheck"
}

# What leads out of this machine and must lead out of that one too.
environment() {
  env | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|NODE_EXTRA_CA_CERTS|npm_config_[a-z_]+)=' || true
  if command -v npm >/dev/null; then echo "npm_config_registry=$(npm config get registry 2>/dev/null)"; fi
}

# Runs a command inside, with mounts and processes that end with it.
inside() {
  local vars
  mapfile -t vars < <(environment)
  unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$0/proc" && mount --rbind /sys "$0/sys" && mount --rbind /dev "$0/dev" &&
    exec chroot "$0" "${@}"' "$root" \
    /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${vars[@]}" bash -c 'cd /root/claimcheck && exec "$@"' bash "$@"
}

# The demo runs until it is told to stop: open every link it prints, then interrupt it as Ctrl-C would.
demo() {
  local out=$work/demo.out code=0 seen=0
  inside ./dev demo --listen 127.0.0.1:0 >"$out" 2>"$work/demo.err" &
  local demo=$!
  until grep -q '/t/' "$out"; do
    kill -0 "$demo" 2>/dev/null || { cat "$out" "$work/demo.err"; return 1; }
    sleep 1
  done
  sleep 1  # the rest of the lines
  local links status bytes
  mapfile -t links < <(grep -oE 'https?://[^ ]+/t/[0-9a-z]+' "$out" | sort -u)
  for link in "${links[@]}"; do
    read -r status bytes < <(curl -s -o "$work/page.html" -w '%{http_code} %{size_download}\n' "$link")
    grep -q '</html>' "$work/page.html" || status="$status incomplete"
    echo "  $status, $bytes bytes"
    [[ $status == 200 || $status == 410 ]] && ((++seen)) || code=1
  done
  pkill -INT -P "$(pgrep -P "$demo" | head -n 1)" || true
  wait "$demo" || code=$?
  echo "  $seen links opened; the demo ended with $code"
  ((seen > 0 && code == 0))
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
mkdir -p "$work"
make_base
make_machine
result=0
for command in "$@"; do
  echo "== ./dev $command, $(date -u +%H:%M:%S)"
  started=$SECONDS
  if [[ $command == demo ]]; then demo; else inside ./dev "$command"; fi || result=1
  echo "== ./dev $command took $((SECONDS - started)) s"
done
exit "$result"
