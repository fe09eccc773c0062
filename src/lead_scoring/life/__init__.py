"""The life of a scoring model: drafted, published and locked, stopped, replaced by a copy."""

from lead_scoring.life.change import Change, LifeError, apply
from lead_scoring.life.drafts import copy, new
from lead_scoring.life.locks import check_locks, lock_path, lock_text
from lead_scoring.life.publish import publish
from lead_scoring.life.stop import stop

__all__ = [
    "Change",
    "LifeError",
    "apply",
    "check_locks",
    "copy",
    "lock_path",
    "lock_text",
    "new",
    "publish",
    "stop",
]
