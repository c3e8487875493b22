"""Social images."""
