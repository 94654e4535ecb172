"""Campaigns: who is asked when, how much of a questionnaire at a time, and never too often."""
