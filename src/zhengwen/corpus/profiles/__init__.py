"""What the pages of a site have in common: learned from a sample of them, kept in a file that people read and edit."""

from zhengwen.corpus.profiles._hosts import host_of
from zhengwen.corpus.profiles._learning import Learner, Least
from zhengwen.corpus.profiles._profiles import ProfileError, Profiles

__all__ = ["Learner", "Least", "ProfileError", "Profiles", "host_of"]
