"""The only code that touches disk, network, processes and the clock."""
