#!/usr/bin/env bash
# Draws what growth_bench told: growth_draw.sh LINES FOLDER NAME writes NAME-*.svg, both axes logarithmic.
set -euo pipefail
lines=$1 folder=$2 name=$3
points=$(mktemp -d)
trap 'rm -r "$points"' EXIT

# One file a measure: orders, value.
sed -nE 's/.*"measure":"growth\.([a-z0-9_]+)","orders":([0-9]+),"value":([0-9.e+-]+).*/\1 \2 \3/p' "$lines" |
  while read -r measure orders value; do echo "$orders $value" >>"$points/$measure"; done

# draw FILE TITLE UNIT LEAST MEASURE=WORDS…
draw() {
  local file=$1 title=$2 unit=$3 least=$4 curve curves=()
  shift 4
  for curve in "$@"; do
    [[ -f $points/${curve%%=*} ]] || continue
    curves+=("'$points/${curve%%=*}' with linespoints linewidth 2 pointtype 7 pointsize 0.6 title '${curve#*=}'")
  done
  ((${#curves[@]})) || return 0
  gnuplot <<PLOT
set terminal svg size 720,440 dynamic font 'system-ui,sans-serif,13' background '#ffffff'
set output '$folder/$name-$file.svg'
set title '$title'
set logscale xy
set xlabel 'orders in the store'
set ylabel '$unit'
set format x '10^{%L}'
set xrange [500:*]
set yrange [$least:*]
set grid xtics ytics linecolor '#dddddd'
set key outside right center
plot $(IFS=,; echo "${curves[*]}")
PLOT
}

draw pages 'A page and a change' 'CPU, µs' 1 cold_page_cpu_us='cold page, whole' find_link_cpu_us='cold page, look-up' \
  hot_page_cpu_us='hot page' change_order_cpu_us='order changed'
draw staff 'What staff wait for' 'median, µs' 1 list_p50_us='list' board_p50_us='board' search_number_p50_us='a number' \
  search_rare_p50_us='a rare word' search_common_p50_us='a common word' search_two_p50_us='two words'
draw start 'Start until ready' 's' 0.01 start_to_ready_s='waited' start_to_ready_cpu_s='CPU'
draw size 'Memory and disk' 'MiB; bytes' 10 memory_at_start_mib='memory at start' \
  memory_after_10000_pages_mib='after 10,000 pages' bytes_per_order='disk, bytes an order'
