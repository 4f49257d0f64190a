"""Which page of a cluster of duplicates stays: one function a policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Keep = str  # a key of `POLICIES`


class Member(NamedTuple):
    """A text of a cluster, with the properties that the policies compare."""

    id: str
    order: int
    length: int = 0
    faults: int = 0
    published: str | None = None


# Each takes the members in the order of the input, so that ties go to the first.
POLICIES: dict[Keep, Callable[[Sequence[Member]], Member]] = {
    "first": lambda members: members[0],
    "longest": lambda members: max(members, key=lambda one: one.length),
    "cleanest": lambda members: min(members, key=lambda one: one.faults),
    "newest": lambda members: max(members, key=lambda one: one.published or ""),  # those without a date come last
}


def best(members: Sequence[Member], keep: Keep = "first") -> Member:
    """Return the member to keep under a policy: the first, the longest, the one with the fewest faults, or the latest.

    Raises:
        ValueError: the policy does not exist, or there are no members.
    """
    if keep not in POLICIES:
        raise ValueError(f"no policy is called {keep!r}; the policies are {', '.join(POLICIES)}")
    if not members:
        raise ValueError("the cluster has no members")
    return POLICIES[keep](sorted(members, key=lambda one: (one.order, one.id)))
