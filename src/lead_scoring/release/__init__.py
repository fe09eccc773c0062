"""Releases: a warehouse is built aside, audited, and published whole, or not at all."""

from lead_scoring.release.gate import NotReleasedError, Published, publish_release
from lead_scoring.release.listing import releases_table
from lead_scoring.release.record import RECORD, Release, Status
from lead_scoring.release.store import ReleaseError, Store
from lead_scoring.release.stores import open_store

__all__ = [
    "RECORD",
    "NotReleasedError",
    "Published",
    "Release",
    "ReleaseError",
    "Status",
    "Store",
    "open_store",
    "publish_release",
    "releases_table",
]
