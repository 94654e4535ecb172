"""Texts that HR asks for: what kinds there are, how a model is asked, and what is checked before anybody reads it."""
