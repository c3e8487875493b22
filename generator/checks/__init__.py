"""Rules over the finished site, as generators of problems."""
