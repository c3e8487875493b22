"""The gates every page must pass before readers see it; docs/quality.md lists them."""
