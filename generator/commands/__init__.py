"""What each command does: pick adapters, call the core, report."""
