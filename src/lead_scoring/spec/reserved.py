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
ADDED_TO_ROWS = frozenset(
    {
        "copy_rank",
        "is_from_parent_contact",
        "is_of_account",
        "is_of_parent_contact",
        "is_own",
        "own_contact_id",
        "own_lead_id",
        "parent_contact_id",
        "rejected_by",
        "surviving_contact_id",
        "surviving_lead_id",
    }
)
ADDED_TO_VERSIONS = frozenset(
    {
        "begins_at",
        "count_versions",
        "ends_at",
        "lead_created_at",
        "span_begins_at",
        "span_ends_at",
        "version_rank",
    }
)
ADDED_TO_RELATED = frozenset({"lead_id", "occurred_at"})
HAVE_VERSIONS = ("leads", "contacts", "accounts")
# what a path leads to is carried as a column of its own, contact.job_title as contact__job_title
BEGIN_OF_PATHS = ("contact__", "account__")


def is_reserved(column: str, table: str) -> bool:
    """Whether a declared column of the canonical table can't have the name."""
    added = ADDED_TO_ROWS | ADDED_TO_VERSIONS if table in HAVE_VERSIONS else ADDED_TO_ROWS
    return column in SQL_WORDS | added or column.startswith(BEGIN_OF_PATHS)


def is_reserved_in_related(column: str) -> bool:
    """Whether a column of a related table can't have the name."""
    return column in SQL_WORDS | ADDED_TO_ROWS | ADDED_TO_RELATED or "__" in column
