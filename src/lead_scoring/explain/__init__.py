"""Why a lead has its score at an instant, and what will change it."""

from lead_scoring.explain.lead import ExplainError, explain_lead
from lead_scoring.explain.text import explanation_text

__all__ = ["ExplainError", "explain_lead", "explanation_text"]
