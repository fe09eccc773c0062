"""The audits of a release: figures are measured in SQL, and judged before anything is published."""

from lead_scoring.quality.release import audit_release
from lead_scoring.quality.results import AuditResult, QualityError
from lead_scoring.quality.thresholds import read_thresholds

__all__ = ["AuditResult", "QualityError", "audit_release", "read_thresholds"]
