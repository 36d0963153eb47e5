"""`questionnaire` and `answers`: what is asked, and what came back."""
