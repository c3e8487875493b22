"""Sending a finished site somewhere: what is to be sent, in which order, and what may go."""
