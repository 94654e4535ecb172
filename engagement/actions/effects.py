"""Whether a plan moved what it should: pure estimation over released values."""
