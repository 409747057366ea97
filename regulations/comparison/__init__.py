"""Laying two texts side by side, pure: no Django, no database.

The order of the work: ``words`` (one form for all print variants, words and figures with their
spans), ``align`` (which unit answers which), ``difference`` (the words that changed), ``figures``
(numbers and dates that changed), ``compare`` (all of it, as rows).
"""
