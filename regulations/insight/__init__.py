"""What follows from texts, references and lives taken together; reads only, each with a fixed number of queries.

``expiry`` (what lapses), ``stale`` (bases that changed), ``comparing`` (two texts side by side),
``kin`` (the same act in other years and places), ``chain`` (up to national law and down),
``register`` (document numbers), ``cleanup`` (catalogue decisions).
"""
