"""Whether a unit will lose more people than is normal for it: pure, from a panel of released values to a report."""

from engagement.insights.forecast.company import forecast
from engagement.insights.forecast.report import Alert, Backtest, Prediction, Report

__all__ = ["Alert", "Backtest", "Prediction", "Report", "forecast"]
