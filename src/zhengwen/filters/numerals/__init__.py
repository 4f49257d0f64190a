"""Family N: dates and figures that lost or gained something."""
