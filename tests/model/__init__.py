"""The small Arabic-English model of the tests: its corpus, its network, its packing."""
