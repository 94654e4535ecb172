"""Pages of the signals: connections for operators, the check of the organisation, a manager's own load."""
