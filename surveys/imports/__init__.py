"""Results of earlier surveys, one row per response, become waves and go through the same door as our own."""
