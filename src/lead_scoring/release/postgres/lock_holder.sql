-- who holds the advisory lock
select
    format(
        'process %%s of %%s since %%s UTC',
        activity.pid,
        coalesce(host(activity.client_addr), 'this host'),
        to_char(activity.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
    )
from pg_locks as locks
inner join pg_stat_activity as activity on locks.pid = activity.pid
where
    locks.locktype = 'advisory'
    and locks.granted
    and locks.classid::bigint << 32 | locks.objid::bigint = %(key)s
    and activity.datname = current_database()
