# Configuring and compiling. Sourced by ./dev.

# As many compilers as there are cores, but no more than memory holds: Beast and Asio take up to 1.5 GB each.
compilers() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ {print int($2 / 1536 / 1024)}' /proc/meminfo)
  ((memory < cores)) && cores=$memory
  echo $((cores > 0 ? cores : 1))
}

# build PRESET [TARGET…]: into build/PRESET, everything when no target is named.
build() {
  local preset=$1 launcher=()
  shift
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    export CCACHE_SLOPPINESS=pch_defines,time_macros  # else nothing with a precompiled header is ever cached
  fi
  local targets=() quiet=()
  (($#)) && targets=(--target "$@")
  [[ -t 1 ]] || quiet=(--quiet)
  cmake --preset "$preset" "${launcher[@]}" --log-level=WARNING >/dev/null || return
  cmake --build "build/$preset" -j "$(compilers)" "${targets[@]}" -- -k 0 "${quiet[@]}"
}

# Every source file that is ours and not wrong on purpose.
sources() {
  find orders tokens store views server outbox tests bench \( -path tests/mustfail -o -name node_modules \) -prune -o -name '*.[ch]pp' -print | sort
}
