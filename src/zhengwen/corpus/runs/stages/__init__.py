"""The stages of a run, in order: learning, cleaning, pairing, clustering, writing. Each consists of work units."""
