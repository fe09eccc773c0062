"""Names that a declared column can't have."""

# what DuckDB or PostgreSQL takes for its own grammar unless it is quoted
SQL_WORDS = frozenset(
    """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check
    collate collation column concurrently constraint create cross current_catalog current_date
    current_role current_schema current_time current_timestamp current_user default deferrable desc
    describe distinct do else end except false fetch for foreign freeze from full grant group having
    ilike in initially inner intersect into is isnull join lambda lateral leading left like limit
    localtime localtimestamp natural not notnull null offset on only or order outer overlaps pivot
    pivot_longer pivot_wider placing primary qualify references returning right select session_user
    show similar some summarize symmetric system_user table tablesample then to trailing true union
    unique unpivot user using variadic verbose when where window with
    """.split()  # noqa: SIM905 (a paragraph of words reads better than a page of quotes)
)

# what the project adds to rows on their way to the scores
PIPELINE_COLUMNS = frozenset(
    {
        "copy_rank",
        "is_from_parent_contact",
        "own_lead_id",
        "parent_contact_id",
        "rejected_by",
        "surviving_lead_id",
    }
)
