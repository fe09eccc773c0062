-- what begins a candidate: its schemas, in which new relations get the privileges that they get
-- by default
-- in those that are served, and copies of the tables of which a run keeps rows of the one before
with

served as (
    select
        oid,
        nspname as schema_name,
        nspname || %(suffix)s as candidate
    from pg_namespace
    where nspname = any(%(schemas)s)
),

served_tables as (
    select
        served.schema_name,
        served.candidate,
        pg_class.relname as table_name
    from served
    inner join pg_class on served.oid = pg_class.relnamespace
    where pg_class.relkind = 'r' and served.schema_name = any(%(kept_schemas)s)
),

statements as (
    select
        1 as step,
        format('create schema %%I', candidate) as statement
    from served
    union all
    select
        2 as step,
        format(
            'alter default privileges for role %%I in schema %%I grant %%s on %%s to %%s%%s',
            pg_get_userbyid(defaults.defaclrole),
            served.candidate,
            acl.privilege_type,
            case defaults.defaclobjtype
                when 'r' then 'tables'
                when 'S' then 'sequences'
                when 'f' then 'functions'
                else 'types'
            end,
            case acl.grantee
                when 0 then 'public' else quote_ident(pg_get_userbyid(acl.grantee))
            end,
            case when acl.is_grantable then ' with grant option' else '' end
        ) as statement
    from served
    inner join pg_default_acl as defaults on served.oid = defaults.defaclnamespace
    cross join lateral aclexplode(defaults.defaclacl) as acl
    where pg_has_role(defaults.defaclrole, 'member')
    union all
    select
        3 as step,
        format(
            'create table %%I.%%I (like %%I.%%I including all)',
            candidate, table_name, schema_name, table_name
        ) as statement
    from served_tables
    union all
    select
        4 as step,
        format(
            'insert into %%I.%%I select * from %%I.%%I',
            candidate, table_name, schema_name, table_name
        ) as statement
    from served_tables
    union all
    select
        5 as step,
        format('analyze %%I.%%I', candidate, table_name) as statement
    from served_tables
)

select statement
from statements
order by step, statement
