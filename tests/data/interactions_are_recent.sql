{{ config(severity = 'warn') }}
-- Warns when the newest interaction is over 30 days before as_of (semantics T6).
select clock.as_of
from {{ ref('int_as_of') }} as clock
cross join (
    select max(occurred_at) as newest_at
    from {{ ref('int_lead_interactions') }}
) as interactions
where {{ add_days('interactions.newest_at', 30) }} < clock.as_of
