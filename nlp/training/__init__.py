"""How the heads are made: the labelled corpus, the fit, and the scores that are printed on their card."""
