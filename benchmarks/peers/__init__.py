"""Other tools that make a map of events as one HTML file, for benchmarks/peers.py."""
