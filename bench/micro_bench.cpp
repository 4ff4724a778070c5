// What the small steps of a request cost, in CPU time of one thread: codes, seals, evidence, snapshots,
// pages, the head of a finished answer, a log line. One line of JSON each, as all measurements here;
// arguments are those of Google Benchmark (--benchmark_filter=REGEX, --benchmark_min_time=SECONDS).

#include "bench/measure.hpp"

#include <benchmark/benchmark.h>

namespace {

class Lines : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs)
      if (!run.error_occurred)
        bench::tell("micro." + run.run_name.function_name, run.GetAdjustedCPUTime() / 1e3, "us");
  }
};

}  // namespace

int main(int count, char** words) {
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  Lines lines;
  benchmark::RunSpecifiedBenchmarks(&lines);
}
