-- whether what is served tells which run made it
select 1
from pg_namespace
inner join pg_class on pg_namespace.oid = pg_class.relnamespace
inner join pg_attribute on pg_class.oid = pg_attribute.attrelid
where
    pg_namespace.nspname = 'scoring'
    and pg_class.relname = 'int_as_of'
    and pg_attribute.attname = 'run_id'
