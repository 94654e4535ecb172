"""The desk in the browser: for HR."""
