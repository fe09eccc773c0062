-- the runs whose marts are kept beside what is served
select substr(nspname, length('marts__') + 1)
from pg_namespace
where starts_with(nspname, 'marts__') and nspname <> 'marts__candidate'
