"""What the inputs are like before they are scored: what is there, what is missing, what to do."""

from lead_scoring.doctor.findings import findings
from lead_scoring.doctor.look import DoctorError, examine
from lead_scoring.doctor.report import Report
from lead_scoring.doctor.text import report_text

__all__ = ["DoctorError", "Report", "examine", "findings", "report_text"]
