{{ config(enabled = var('connector') == 'dynamics365') }}
{%- set sources = connector_sources('dynamics365') -%}
with

told_labels as (
    {% for table in ['OptionsetMetadata', 'GlobalOptionsetMetadata'] -%}
    select
        entityname as entity,
        optionsetname as attribute,
        {{ adapter.quote('option') }} as value,
        localizedlabel as label,
        localizedlabellanguagecode as language_code,
        1 as precedence
    from ({{ source_table(sources[table]) | indent(4) }}) as option_rows
    union all
    {% endfor -%}
    select
        objecttypecode as entity,
        attributename as attribute,
        attributevalue as value,
        string_rows.value as label,
        langid as language_code,
        1 as precedence
    from ({{ source_table(sources['stringmap']) | indent(4) }}) as string_rows
    where not coalesce(_fivetran_deleted, false)
    union all
    select
        entity,
        attribute,
        value,
        label,
        cast(null as bigint) as language_code,
        2 as precedence
    from ({{ literal_rows(
        {'entity': 'text', 'attribute': 'text', 'value': 'text', 'label': 'text'}, dynamics365_labels()
    ) | indent(4) }}) as shipped_labels
),

-- English where there are several languages, as the shipped labels are
ranked_labels as (
    select
        lower(entity) as entity,
        lower(attribute) as attribute,
        value,
        label,
        row_number() over (
            partition by lower(entity), lower(attribute), value
            order by
                precedence,
                case when language_code = 1033 then 0 else 1 end,
                language_code nulls last,
                {{ bytewise('label') }}
        ) as label_rank
    from told_labels
    where label is not null
)

select
    entity,
    attribute,
    value,
    label
from ranked_labels
where label_rank = 1
