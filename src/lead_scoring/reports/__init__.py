"""The report marts as pages to send."""

from lead_scoring.reports.page import REPORT_FORMATS, REPORTS, ReportName, report_page

__all__ = ["REPORTS", "REPORT_FORMATS", "ReportName", "report_page"]
