# Running tests and counting them. Sourced by ./dev.

passed=0 failed=0 skipped=0
suites=(house orders tokens store views outbox server mustfail blackbox browser)

# Nothing here takes minutes unless it hangs.
suite_limit=30m

tell_result() {
  echo "$passed passed, $failed failed$( ((skipped)) && echo ", $skipped skipped")"
  ((failed == 0 && passed > 0))
}

# run_suites PRESET [SUITE [ARG…]]: builds what the suites need and runs them all, also when one fails.
run_suites() {
  local preset=$1 only=${2:-} chosen=("${suites[@]}")
  shift $(($# > 1 ? 2 : 1))
  if [[ $only ]]; then
    [[ " ${suites[*]} " == *" $only "* ]] || { echo "./dev: there is no suite '$only'" >&2; exit 2; }
    chosen=("$only")
  fi
  local started=$SECONDS
  echo "Building build/$preset"
  local targets
  read -ra targets < <(targets_of "$only")
  if ! build "$preset" "${targets[@]}"; then
    echo "The build failed; what could be built is tested all the same."
    ((++failed))
  fi
  echo "Built in $((SECONDS - started)) s"
  mkdir -p "build/$preset/log"
  for suite in "${chosen[@]}"; do run_suite "$preset" "$suite" "$@"; done
}

# The targets of one suite; nothing for all of them.
targets_of() {
  case $1 in
    '') echo ;;
    mustfail) echo orders ;;
    browser) echo claimcheck storybook ;;
    *) echo "$1_tests" ;;
  esac
}

# Runs one suite, adds its cases to the sums and shows what it said if any failed.
run_suite() {
  local preset=$1 suite=$2 log="build/$1/log/$2.log" started=$SECONDS status=0
  rm -f "${log%.log}".*
  shift 2
  local good=0 bad=0 left=0
  case $suite in
    mustfail) run_mustfail "$preset" "$@" ;;
    browser) run_browser "$preset" "$@" ;;
    *) run_doctest "$preset" "$suite" "$@" ;;
  esac >"$log" 2>&1 || status=$?
  count_"$(kind_of "$suite")" "$log"
  if ((status != 0 && bad == 0)); then bad=1; fi  # it ended before it could count
  ((passed += good, failed += bad, skipped += left)) || true
  printf '%-10s %4d passed, %d failed, %d skipped  %4d s\n' "$suite" "$good" "$bad" "$left" $((SECONDS - started))
  if ((bad)); then
    case $status in
      0 | 1) ;;
      124) echo "$suite had not ended after $suite_limit" ;;
      *) echo "$suite ended with status $status" ;;  # above 128: by that signal
    esac
    echo "--- $log"
    tail -n 300 "$log"
    echo "---"
  fi
}

kind_of() {
  case $1 in mustfail | browser) echo "$1" ;; *) echo doctest ;; esac
}

# The clock can be turned in a plain build only: a sanitizer wants to be the first library in a process.
offer_faketime() {
  unset CLAIMCHECK_TEST_FAKETIME
  [[ $1 == dev ]] || return 0
  CLAIMCHECK_TEST_FAKETIME=$(find /usr/lib -name libfaketimeMT.so.1 -print -quit)
  export CLAIMCHECK_TEST_FAKETIME
}

run_doctest() {
  local program="build/$1/tests/$2_tests"
  [[ -x $program ]] || { echo "$program was not built"; return 1; }
  offer_faketime "$1"
  timeout "$suite_limit" "${wrapper[@]}" "$program" --no-colors=true "${@:3}"
}
wrapper=()  # stands before each test program

# [doctest] test cases: 12 | 11 passed | 1 failed | 0 skipped
count_doctest() {
  local line
  line=$(grep -a '^\[doctest\] test cases:' "$1" | tail -n 1) || return 0
  read -r good bad left < <(sed -E 's/.*\| *([0-9]+) passed \| *([0-9]+) failed \| *([0-9]+) skipped.*/\1 \2 \3/' <<<"$line")
}

run_mustfail() {
  ctest --test-dir "build/$1" -R '^mustfail\.' -j "$(compilers)" --timeout 120 --output-on-failure --no-tests=error "${@:2}"
}

# 100% tests passed, 0 tests failed out of 28
count_mustfail() {
  local line
  line=$(grep -a 'tests failed out of' "$1") || return 0
  read -r bad good < <(sed -E 's/.*, ([0-9]+) tests failed out of ([0-9]+).*/\1 \2/' <<<"$line")
  ((good -= bad)) || true
}

# The pages in Chromium and Lynx, driven by the Node that the lock file names: Debian's is too old for the tools.
run_browser() (
  build=$PWD/build/$1
  export CLAIMCHECK_BINARY="$build/claimcheck" CLAIMCHECK_STORYBOOK="$build/tests/storybook"
  export CLAIMCHECK_PICTURES="$build/log/pictures"  # of what the tests drew, to be looked at
  offer_faketime "$1"
  cd tests/browser || exit
  if [[ ! node_modules -nt package-lock.json ]]; then
    npm ci --no-audit --no-fund --loglevel=error && touch node_modules || exit
  fi
  timeout "$suite_limit" node_modules/.bin/node --test --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$build/log/browser.tap" "${@:2}"
)

# The totals at the end of node's TAP: "# pass 12", "# fail 0", "# cancelled 0", "# skipped 0", "# todo 0".
count_browser() {
  local tap="${1%.log}.tap"
  total() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$tap" 2>/dev/null | tail -n 1; }
  good=$(total pass) bad=$(($(total fail) + $(total cancelled))) left=$(($(total skipped) + $(total todo)))
  good=${good:-0}
}
