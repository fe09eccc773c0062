"""Erasing a person: from every table and file, for good, and with proof."""

from lead_scoring.erase.erase import Erased, erase_person
from lead_scoring.erase.person import EraseError, Kind, Person, find_person

__all__ = ["EraseError", "Erased", "Kind", "Person", "erase_person", "find_person"]
