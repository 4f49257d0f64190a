"""A language server: findings, fixes, explanations and formatting in editors. Needs the extra `server`."""

from zhengwen.server._server import serve

__all__ = ["serve"]
