"""What released results mean: change that survives chance, drivers, norms, words. Nothing here knows an answer."""
