# Sanitizers, formatting, lint, what a hot request costs, and benches. Sourced by ./dev.

# run_checks [--long]
run_checks() {
  for option in "$@"; do
    case $option in
      --long) export CLAIMCHECK_LONG=1 suite_limit=6h ;;
      *) echo "./dev check: there is no option '$option'" >&2; exit 2 ;;
    esac
  done
  need "${build_packages[@]}" "${test_packages[@]}"
  need "${lint_packages[@]}" valgrind
  run_suites dev
  suites=(orders tokens store views server blackbox)
  export UBSAN_OPTIONS=print_stacktrace=1
  export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp"
  run_suites asan
  # The thread sanitizer cannot map its shadow where the kernel spreads addresses too widely.
  if setarch -R true 2>/dev/null; then wrapper=(setarch -R); fi
  run_suites tsan
  run_check format check_format
  run_check lint check_lint
  run_check hot check_hot
  tell_result
}

# One check that passes or fails as a whole.
run_check() {
  local log="build/$1.log" started=$SECONDS
  if "$2" >"$log" 2>&1; then
    ((++passed))
    printf '%-10s passed  %4d s\n' "$1" $((SECONDS - started))
  else
    ((++failed))
    printf '%-10s FAILED  %4d s\n--- %s\n' "$1" $((SECONDS - started)) "$log"
    tail -n 300 "$log"
    echo "---"
  fi
}

check_format() { sources | xargs "$clang_format" --dry-run -Werror; }

# What changed since the branch left the common one, or all with --long. Without precompiled headers: gcc's are of no
# use to clang.
check_lint() {
  cmake -S . -B build/lint -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_EXPORT_COMPILE_COMMANDS=ON \
    -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON --log-level=WARNING
  changed | sed -n '/\.cpp$/p' |
    xargs -r -P "$(compilers)" -n 1 "$clang_tidy" -p build/lint --quiet --warnings-as-errors='*'
}

# What a page costs that is asked for again, in user instructions of the whole process: steadier than any time.
check_hot() {
  build release claimcheck || return
  CLAIMCHECK_BINARY=build/release/claimcheck CLAIMCHECK_BENCH_BUILD=build/release/hot \
    node bench/run/instructions.mjs --limit 15000
}

changed() {
  local base
  base=$(git merge-base HEAD origin/HEAD 2>/dev/null) || base=
  if [[ -z $base || ${CLAIMCHECK_LONG:-} ]]; then
    sources
  else
    sources | grep -Fxf <(git diff --name-only "$base" && git ls-files --others --exclude-standard) || true
  fi
}

# run_benches [--quick] [--long] [NAME…]: those of bench/run, or one program of bench/ that stands alone.
run_benches() {
  need "${build_packages[@]}" "${bench_packages[@]}"
  local programs=(approve_bench growth_bench micro_bench publish_bench)
  if [[ -f bench/${1:-}_bench.cpp && " ${programs[*]} " != *" $1_bench "* ]]; then
    build bench claimcheck "$1_bench" && "build/bench/bench/$1_bench" "${@:2}"
    return
  fi
  build bench claimcheck make_orders "${programs[@]}" || return
  node bench/run/main.mjs "$@"
}
