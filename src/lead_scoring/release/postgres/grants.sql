-- who may do what with what is served may do the same with what will be
with

replaced as (
    select
        served.oid as served_oid,
        coming.oid as coming_oid,
        coming.nspname as coming
    from pg_namespace as served
    inner join pg_namespace as coming on served.nspname || %(suffix)s = coming.nspname
),

replaced_relations as (
    select
        served_relation.oid as served_oid,
        served_relation.relowner as owner,
        served_relation.relacl as acl,
        format('%%I.%%I', replaced.coming, coming_relation.relname) as coming
    from replaced
    inner join pg_class as served_relation
        on replaced.served_oid = served_relation.relnamespace
    inner join pg_class as coming_relation
        on
            replaced.coming_oid = coming_relation.relnamespace
            and served_relation.relname = coming_relation.relname
    where served_relation.relkind in ('r', 'p', 'v', 'm', 'f')
),

privileges as (
    select
        acl.grantee,
        pg_namespace.nspowner as owner,
        acl.privilege_type as privilege,
        format('schema %%I', replaced.coming) as coming,
        acl.is_grantable
    from replaced
    inner join pg_namespace on replaced.served_oid = pg_namespace.oid
    cross join lateral aclexplode(pg_namespace.nspacl) as acl
    union all
    select
        acl.grantee,
        replaced_relations.owner,
        acl.privilege_type as privilege,
        replaced_relations.coming,
        acl.is_grantable
    from replaced_relations
    cross join lateral aclexplode(replaced_relations.acl) as acl
    union all
    select
        acl.grantee,
        replaced_relations.owner,
        format('%%s (%%I)', acl.privilege_type, pg_attribute.attname) as privilege,
        replaced_relations.coming,
        acl.is_grantable
    from replaced_relations
    inner join pg_attribute on replaced_relations.served_oid = pg_attribute.attrelid
    cross join lateral aclexplode(pg_attribute.attacl) as acl
)

select
    format(
        'grant %%s on %%s to %%s%%s',
        privilege,
        coming,
        case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
        case when is_grantable then ' with grant option' else '' end
    )
from privileges
where grantee <> owner
