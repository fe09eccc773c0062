{{ config(materialized = 'view') }}
with

judged as (
    {{ judged_rows(
        table = 'outcomes',
        rows = ref('stg_outcomes'),
        key = ['lead_id', 'outcome', 'occurred_at'],
        unusable = [
            ('after_as_of', after_as_of('occurred_at', ref('int_as_of'))),
            ('missing_id', 'lead_id is null or outcome is null'),
            ('missing_time', 'occurred_at is null'),
        ],
    ) | indent(4) }}
)

select
    {% for name in input_columns('outcomes') -%}
    judged.{{ name }},
    {% endfor -%}
    case
        when judged.rejected_by is not null then judged.rejected_by
        when leads.lead_id is null then 'unknown_subject'
    end as rejected_by
from judged
left join {{ ref('int_leads') }} as leads on judged.lead_id = leads.lead_id
