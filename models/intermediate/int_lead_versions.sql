{{ config(pre_hook = "{{ refuse_several_versions(ref('stg_leads')) }}") }}
select
    {{ known_at_as_of('leads', ends = ['closed_at', 'valid_to']) }}
from {{ ref('int_leads_judged') }}
where rejected_by is null
