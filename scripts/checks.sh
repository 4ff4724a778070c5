# Sanitizers, formatting, lint and benches. Sourced by ./dev.

# run_checks [--long]
run_checks() {
  for option in "$@"; do
    case $option in
      --long) export CLAIMCHECK_LONG=1 suite_limit=6h ;;
      *) echo "./dev check: there is no option '$option'" >&2; exit 2 ;;
    esac
  done
  need "${build_packages[@]}" "${test_packages[@]}"
  need "${lint_packages[@]}"
  run_suites dev
  suites=(orders tokens store views server blackbox)
  export UBSAN_OPTIONS=print_stacktrace=1
  run_suites asan
  # The thread sanitizer cannot map its shadow where the kernel spreads addresses too widely.
  if setarch -R true 2>/dev/null; then wrapper=(setarch -R); fi
  run_suites tsan
  run_check format check_format
  run_check lint check_lint
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

changed() {
  local base
  base=$(git merge-base HEAD origin/HEAD 2>/dev/null) || base=
  if [[ -z $base || ${CLAIMCHECK_LONG:-} ]]; then
    sources
  else
    sources | grep -Fxf <(git diff --name-only "$base" && git ls-files --others --exclude-standard) || true
  fi
}

run_benches() {
  local benches
  mapfile -t benches < <(find bench -maxdepth 1 -name '*_bench.cpp' -exec basename {} .cpp \; 2>/dev/null | sort)
  if ((${#benches[@]} == 0)); then
    echo "There are no benches yet."
    return
  fi
  need "${build_packages[@]}" "${bench_packages[@]}"
  build bench "${benches[@]}"
  for bench in "${benches[@]}"; do "build/bench/bench/$bench"; done
}
