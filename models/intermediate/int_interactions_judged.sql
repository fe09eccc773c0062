{{ config(materialized = 'view') }}
with

judged as (
    {{ judged_rows(
        table = 'interactions',
        rows = ref('stg_interactions'),
        key = ['interaction_id'],
        unusable = [
            ('after_as_of', after_as_of('occurred_at')),
            ('missing_id', 'interaction_id is null'),
            ('missing_time', 'occurred_at is null'),
        ],
    ) | indent(4) }}
),

known_leads as (
    select lead_id from {{ ref('int_leads') }}
),

known_contacts as (
    select contact_id from {{ ref('int_contacts_judged') }} where rejected_by is null
    union
    select contact_id from {{ ref('int_leads') }} where contact_id is not null
)

select
    {% for name in input_columns('interactions') -%}
    judged.{{ name }},
    {% endfor -%}
    case
        when judged.rejected_by is not null then judged.rejected_by
        {%- if not var('count_bots') %}
        when judged.is_bot then 'bot'
        {%- endif %}
        {%- if not var('count_tests') %}
        when judged.is_test then 'test_send'
        {%- endif %}
        when judged.occurred_at > {{ add_days('judged.loaded_at', 1) }} then 'late_clock'
        when known_leads.lead_id is null and known_contacts.contact_id is null
            then 'unknown_subject'
        when judged.interaction_type is null then 'missing_type'
    end as rejected_by
from judged
left join known_leads on judged.lead_id = known_leads.lead_id
left join known_contacts on judged.contact_id = known_contacts.contact_id
