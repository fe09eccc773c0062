-- who has read of what is served goes on reading that until its transaction ends, and who comes
-- waits: so
-- no transaction reads of two releases; a view is locked by its owner's name, since `lock table`
-- would lock
-- what it reads, too, down to the input
select
    case relations.relkind
        when 'v'
            then format(
                'alter view %%I.%%I owner to %%I',
                served.nspname, relations.relname, pg_get_userbyid(relations.relowner)
            )
        else
            format('lock table %%I.%%I in access exclusive mode', served.nspname, relations.relname)
    end
from pg_namespace as served
inner join pg_namespace as coming on served.nspname || %(suffix)s = coming.nspname
inner join pg_class as relations on served.oid = relations.relnamespace
where
    relations.relkind = 'r'
    or (relations.relkind = 'v' and pg_has_role(relations.relowner, 'member'))
order by served.nspname, relations.relname
