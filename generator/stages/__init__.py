"""The steps of a build, pure, one verb a file; none imports another."""
