"""Asking and collecting: questionnaires, waves, ballots, answers, results."""
