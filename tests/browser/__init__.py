"""What readers do with a page, in a real browser."""
