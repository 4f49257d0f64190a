"""Settling findings: what people decide about a page, the file that keeps it, and the page on which they do it."""

from zhengwen.review._server import Server
from zhengwen.review._session import ReviewError, ReviewPage, Session
from zhengwen.review._settling import Choice, Outcome, Place, by_place, settle
from zhengwen.review._store import Store, who

__all__ = [
    "Choice",
    "Outcome",
    "Place",
    "ReviewError",
    "ReviewPage",
    "Server",
    "Session",
    "Store",
    "by_place",
    "settle",
    "who",
]
