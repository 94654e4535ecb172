"""What people wrote, as released figures: topics by tone, by unit and over waves, and what they come to in sentences."""
