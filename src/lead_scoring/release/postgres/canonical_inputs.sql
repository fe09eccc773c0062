-- the schemas that hold input in the canonical shape, and rows that may be deleted
select table_schema
from information_schema.table_privileges
where table_name in ('leads', 'interactions') and privilege_type = 'DELETE'
group by table_schema
having count(distinct table_name) = 2
