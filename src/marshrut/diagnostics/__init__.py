"""Diagnosis: questionnaires, campaigns, answers, scores by group of competences, difficulties."""
