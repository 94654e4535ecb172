"""Questionnaires of other tools: SurveyJS JSON in and out, LimeSurvey files in; what cannot be carried over is listed."""
