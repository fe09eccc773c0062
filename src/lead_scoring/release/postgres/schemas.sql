-- the schemas whose names end so
select nspname
from pg_namespace
where right(nspname, length(%(suffix)s)) = %(suffix)s
order by nspname
