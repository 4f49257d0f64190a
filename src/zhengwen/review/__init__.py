"""Settling findings: what people decide about a page, and the file that keeps it."""

from zhengwen.review._settling import Choice, Place, settle
from zhengwen.review._store import Store, who

__all__ = ["Choice", "Place", "Store", "settle", "who"]
