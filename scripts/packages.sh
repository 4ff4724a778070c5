# What claimcheck needs from Debian 12, and how it gets there. Sourced by ./dev.

build_packages=(
  g++ cmake ninja-build pkg-config ccache gettext ca-certificates
  libboost1.81-dev libboost-json1.81-dev libboost-locale1.81-dev libboost-url1.81-dev
  libbrotli-dev libcli11-dev libcsv-dev libfmt-dev libicu-dev libsodium-dev libspdlog-dev libsqlite3-dev
  libsqlitecpp-dev libssl-dev libtomlplusplus-dev prometheus-cpp-dev zlib1g-dev
)
test_packages=(doctest-dev chromium faketime fonts-noto-core lynx sqlite3 strace)
lint_packages=(clang-format-16 clang-tidy-16)
clang_format=clang-format-16
clang_tidy=clang-tidy-16

# The browser tools want Node 20, Debian 12 has 18. npm carries Node as a package, one for each kind of machine.
node_version=20.20.2

# Installs those of the named packages that are missing.
need() {
  command -v dpkg-query >/dev/null || return 0  # not Debian: what is missing shows in the build
  local missing=() package
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    printf 'These packages are missing:\n  %s\nInstall them with:\n  sudo apt-get install --no-install-recommends %s\n' \
      "${missing[*]}" "${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  mkdir -p build
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } \
      >build/apt.log 2>&1; then
    tail -n 30 build/apt.log >&2
    echo "apt-get could not install them; all it said is in build/apt.log" >&2
    exit 1
  fi
}

# A Node and npm of another origin will do, if they are new enough.
need_for_tests() {
  local node_packages=()
  if ! command -v npm >/dev/null || (($(node_major node) < 18)); then node_packages=(nodejs npm); fi
  need "${build_packages[@]}" "${test_packages[@]}" "${node_packages[@]}"
}

node_major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

# Puts a Node of at least 20 first on the PATH.
need_node_20() {
  (($(node_major node) >= 20)) && return
  local machine=x64
  [[ $(uname -m) == aarch64 ]] && machine=arm64
  local package="node-linux-$machine"
  if [[ ! -x build/node/node_modules/$package/bin/node ]]; then
    echo "Fetching Node $node_version"
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-audit --no-fund --loglevel=error "$package@$node_version"
  fi
  PATH="$PWD/build/node/node_modules/$package/bin:$PATH"
}
