"""What the index of the search is made of: texts to tokens, shards, fragments, facets, vocabulary.

No I/O: `adapters/search.py` brings it together with the Pagefind binary and a cache.
"""
