"""A missing template variable fails the test that renders it."""

from tests.engagement.dashboards.conftest import _no_missing_variables, world  # noqa: F401
