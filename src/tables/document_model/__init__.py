"""Fit the page model on labelled pages, and judge it on sites that it has not seen."""
