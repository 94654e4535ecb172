"""When the forecast of a unit is worth an alert; an outlook calls the same a storm warning."""

ALERT_PROBABILITY = 0.35
ALERT_ODDS = 2.0
LEAST_REST = 1e-9


def is_storm(probability: float, base: float) -> bool:
    """Say whether an event of this probability, 0-1, is likely in itself and beside its base rate.

    Odds rather than probabilities are compared with the base rate, so that the rule can also hold where the base rate
    is above a half.
    """
    return probability >= ALERT_PROBABILITY and odds(probability) >= ALERT_ODDS * odds(base)


def odds(probability: float) -> float:
    """Return the odds of a probability."""
    return probability / max(LEAST_REST, 1 - probability)
