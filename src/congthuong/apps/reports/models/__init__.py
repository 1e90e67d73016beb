"""Reports as declared, as checked, as issued."""

from congthuong.apps.reports.models.checked import CheckedFile, FindingDecision
from congthuong.apps.reports.models.definitions import ReportDefinition
from congthuong.apps.reports.models.editions import Edition, EditionFile, Publication

__all__ = ["CheckedFile", "Edition", "EditionFile", "FindingDecision", "Publication", "ReportDefinition"]
