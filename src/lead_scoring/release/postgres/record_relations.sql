-- which relations are the release's, as soon as it has the names that readers know
insert into releases.relations
select
    %(run_id)s as run_id,
    pg_namespace.nspname as schema_name,
    pg_class.relname as relation_name
from pg_namespace
inner join pg_class on pg_namespace.oid = pg_class.relnamespace
where
    pg_namespace.nspname = any(%(schemas)s)
    and pg_class.relkind in ('r', 'v')
