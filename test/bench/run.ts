// Owns running the benchmarks.
