"""The stages of a run, in order: learning, cleaning, pairing, writing. Each is done in units of work."""
