"""Decisions that people took on findings, in a small file which every later run applies.

A finding with two readings is settled once: the decision holds wherever the same rule finds the same text in the same
context again, in that page and in any other.
"""

from zhengwen.decisions._context import CONTEXT_CHARS, context_of, excerpt
from zhengwen.decisions._decision import CHOICES, FILE_NAME, Decision, DecisionsError
from zhengwen.decisions._decisions import NO_DECISIONS, Decisions, Settled

__all__ = [
    "CHOICES",
    "CONTEXT_CHARS",
    "FILE_NAME",
    "NO_DECISIONS",
    "Decision",
    "Decisions",
    "DecisionsError",
    "Settled",
    "context_of",
    "excerpt",
]
