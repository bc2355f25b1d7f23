"""The sync of a studio: hundreds of productions, several workers, one PostgreSQL.

The workers take turns by a queue in the database (procrastinate). A production never runs twice at
once; all workers count their calls to Google together; what the sync remembers lies in the same
database, so a run that was killed is resumed by whichever worker comes next.
"""
