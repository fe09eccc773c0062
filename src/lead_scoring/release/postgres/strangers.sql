-- what others have put beside what was served stays where they look for it
select
    format(
        'alter table %%I.%%I set schema %%I', replaced.nspname, relations.relname, served.nspname
    )
from pg_namespace as replaced
inner join pg_namespace as served on replaced.nspname = served.nspname || '__' || %(served)s
inner join pg_class as relations on replaced.oid = relations.relnamespace
where
    relations.relkind in ('r', 'p', 'v', 'm', 'f')
    and not exists (
        select 1
        from releases.relations as recorded
        where
            recorded.run_id = %(served)s
            and recorded.schema_name = served.nspname
            and recorded.relation_name = relations.relname
    )
    and not exists (
        select 1
        from pg_class as relations_served
        where
            relations_served.relnamespace = served.oid
            and relations_served.relname = relations.relname
    )
