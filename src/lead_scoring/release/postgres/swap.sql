-- what is served gets the name of its run, and what comes the name that readers know
with

coming as (
    select
        nspname as coming,
        left(nspname, -length(%(suffix)s)) as schema_name
    from pg_namespace
    where right(nspname, length(%(suffix)s)) = %(suffix)s
),

served as (
    select nspname as schema_name
    from pg_namespace
    where
        nspname in (select coming.schema_name from coming)
        or nspname in (
            select relations.schema_name
            from releases.relations as relations
            where relations.run_id = %(served)s
        )
),

statements as (
    select
        1 as step,
        format('alter schema %%I rename to %%I', schema_name, schema_name || '__' || %(served)s)
            as statement
    from served
    union all
    select
        2 as step,
        format('alter schema %%I rename to %%I', coming, schema_name) as statement
    from coming
)

select statement
from statements
order by step, statement
