"""Benchmarks: each prints its scores over development data, beside a peer measured in the same run where one can run."""
