# What claimcheck needs from Debian 12, and how it gets there. Sourced by ./dev.

build_packages=(
  g++ cmake ninja-build pkg-config ccache gettext brotli ca-certificates
  libboost1.81-dev libboost-json1.81-dev libboost-locale1.81-dev libboost-url1.81-dev
  fonts-noto-core libarchive-dev libbrotli-dev libcereal-dev libcli11-dev libcmark-gfm-dev libcsv-dev libcurl4-openssl-dev libfmt-dev
  libgmime-3.0-dev libhiredis-dev libical-dev libicu-dev libmagic-dev libmimalloc-dev liboath-dev libpango1.0-dev libqpdf-dev libqrcodegencpp-dev libsodium-dev libspdlog-dev
  libsqlite3-dev libsqlitecpp-dev libssl-dev libtomlplusplus-dev libvips-tools prometheus-cpp-dev zlib1g-dev
)
# Any Node and npm will do: they bundle the scripts of the pages and install the browser tests' own Node.
command -v npm >/dev/null || build_packages+=(nodejs npm)
test_packages=(doctest-dev chromium libfaketime lynx oathtool poppler-utils redis-server zbar-tools)
bench_packages=(gnuplot-nox libbenchmark-dev make nginx-light openssl python3 redis-server valgrind wrk)
# To compile better-sqlite3 for the Node that is compared with.
[[ -e /usr/include/node/node.h || -e /usr/local/include/node/node.h ]] || bench_packages+=(libnode-dev)
lint_packages=(clang-format-16 clang-tidy-16)
clang_format=clang-format-16
clang_tidy=clang-tidy-16

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
