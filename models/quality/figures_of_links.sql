{{ config(materialized = 'ephemeral') }}
with

links as (
    select
        cast('leads' as text) as relation,
        cast('contact_id' as text) as subject,
        count(leads.contact_id) as linked_rows,
        count(case when contacts.contact_id is null then leads.contact_id end) as unlinked_rows
    from {{ ref('int_leads') }} as leads
    left join {{ ref('int_contacts') }} as contacts on leads.contact_id = contacts.contact_id
    union all
    select
        'leads' as relation,
        'account_id' as subject,
        count(leads.account_id) as linked_rows,
        count(case when accounts.account_id is null then leads.account_id end) as unlinked_rows
    from {{ ref('int_leads') }} as leads
    left join {{ ref('int_accounts') }} as accounts on leads.account_id = accounts.account_id
    union all
    select
        'contacts' as relation,
        'account_id' as subject,
        count(contacts.account_id) as linked_rows,
        count(case when accounts.account_id is null then contacts.account_id end) as unlinked_rows
    from {{ ref('int_contacts') }} as contacts
    left join {{ ref('int_accounts') }} as accounts on contacts.account_id = accounts.account_id
    union all
    select
        'accounts' as relation,
        'parent_account_id' as subject,
        count(accounts.parent_account_id) as linked_rows,
        count(case when parents.account_id is null then accounts.parent_account_id end)
            as unlinked_rows
    from {{ ref('int_accounts') }} as accounts
    left join {{ ref('int_accounts') }} as parents
        on accounts.parent_account_id = parents.account_id
)

select
    'linked_rows' as measure,
    relation,
    subject,
    cast(linked_rows as double precision) as figure
from links
union all
select
    'unlinked_rows' as measure,
    relation,
    subject,
    cast(unlinked_rows as double precision) as figure
from links
