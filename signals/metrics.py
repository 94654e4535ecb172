"""Every metric with its definition, bounds, band and step. Pure."""
