"""The roof: settings, urls and tasks; and what people see and do with released values."""
