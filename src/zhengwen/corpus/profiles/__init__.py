"""Site profiles: lines that recur on a site's pages, learned from a sample and stored in an editable file."""

from zhengwen.corpus.profiles._hosts import host_of
from zhengwen.corpus.profiles._learning import Learner, Least
from zhengwen.corpus.profiles._profiles import ProfileError, Profiles

__all__ = ["Learner", "Least", "ProfileError", "Profiles", "host_of"]
