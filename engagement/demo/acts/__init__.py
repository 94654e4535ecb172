"""What is done in a moment, each act through the services that a real company uses."""
