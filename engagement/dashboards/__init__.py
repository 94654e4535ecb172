"""The pages of HR, managers, data protection officers and employees."""
