{#
    What there is to count of an input table, in one scan of it.

    table:    a table's name among the inputs.
    rows:     its staging relation.
    relations: as_of, scoring_models, experiment_arms.
    Grain:    one row per measure and column.
    Columns:  measure, relation (the input's name), subject (the column), figure.

    Only columns are looked at that scoring looks at, too: a value that can't be cast stops the run.
    No value of a row comes out.
#}
{% macro input_figures(table, rows, relations) %}
{%- set measures = input_measures(table, relations) -%}
{%- set named = [] -%}
{%- for measure in measures -%}
    {%- do named.append({'number': loop.index, 'measure': measure.measure, 'subject': measure.subject}) -%}
{%- endfor -%}
select
    names.measure,
    cast({{ text_literal(input_name(table)) }} as text) as relation,
    names.subject,
    case names.number
        {%- for measure in measures %}
        when {{ loop.index }} then measured.figure_{{ loop.index }}
        {%- endfor %}
    end as figure
from (
    select
        {%- for measure in measures %}
        cast({{ measure.figure }} as double precision) as figure_{{ loop.index }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ rows }} as staged
    cross join {{ relations.as_of }} as clock
) as measured
cross join (
    {{ literal_rows({'number': 'integer', 'measure': 'text', 'subject': 'text'}, named) | indent(4) }}
) as names
{% endmacro %}

{#
    List of mappings of measure, subject and figure, the SQL of an aggregate over staged and clock.

    table, relations: those of input_figures.
#}
{% macro input_measures(table, relations) %}
    {%- set measures = [{'measure': 'rows_staged', 'subject': '', 'figure': 'count(*)'}] -%}
    {%- for name in dated_columns(table) -%}
        {%- set newest = 'max(case when staged.' ~ name ~ ' <= clock.as_of then staged.' ~ name ~ ' end)' -%}
        {%- do measures.append({
            'measure': 'days_since',
            'subject': name,
            'figure': 'extract(epoch from max(clock.as_of) - ' ~ newest ~ ') / 86400',
        }) -%}
    {%- endfor -%}
    {%- for name in important_columns(table) -%}
        {%- do measures.append({
            'measure': 'null_rows', 'subject': name, 'figure': 'count(*) - count(staged.' ~ name ~ ')',
        }) -%}
    {%- endfor -%}
    {%- for name, is_allowed in allowed_values(table, relations).items() -%}
        {%- do measures.append({
            'measure': 'unlisted_rows',
            'subject': name,
            'figure': 'count(case when staged.' ~ name ~ ' is not null and not (' ~ is_allowed ~ ') then 1 end)',
        }) -%}
    {%- endfor -%}
    {{- return(measures) -}}
{% endmacro %}

{#
    The columns that tell how fresh a table is; contacts and accounts have none that new rows must move.

    table: a table's name among the inputs.
#}
{% macro dated_columns(table) %}
    {%- set of_canonical = {
        'leads': ['created_at'], 'contacts': [], 'accounts': [],
        'interactions': ['occurred_at', 'loaded_at'], 'outcomes': ['occurred_at'],
    } -%}
    {%- if table in related_tables() -%}
        {%- set time = related_tables()[table].time -%}
        {{- return([time] if time else []) -}}
    {%- endif -%}
    {{- return(of_canonical[table]) -}}
{% endmacro %}

{#
    What a table must have, and what some spec looks at.

    table: a table's name among the inputs.
#}
{% macro important_columns(table) %}
    {%- set names = [] -%}
    {%- for name, column in input_columns(table).items() -%}
        {%- set is_key = table in related_tables() and name == related_tables()[table].key ~ '_id' -%}
        {%- if column.required or is_key or name in dated_columns(table) or name in used_columns(table) -%}
            {%- do names.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(names) -}}
{% endmacro %}

{#
    Mapping of column to the SQL condition that its value is one of those that mean something here.

    table, relations: those of input_figures.
#}
{% macro allowed_values(table, relations) %}
    {%- if table == 'leads' -%}
        {{- return({'status': "staged.status in ('open', 'qualified', 'disqualified')"}) -}}
    {%- elif table == 'interactions' -%}
        {%- set types = [] -%}
        {%- for type in interaction_types() -%}
            {%- do types.append(text_literal(type)) -%}
        {%- endfor -%}
        {{- return({'interaction_type': 'staged.interaction_type in (' ~ types | join(', ') ~ ')'}) -}}
    {%- elif table == 'outcomes' -%}
        {{- return({'outcome':
            "staged.outcome in ('qualified', 'won', 'lost')"
            ~ ' or staged.outcome in (select models.outcome from ' ~ relations.scoring_models ~ ' as models)'
            ~ ' or staged.outcome in ('
            ~ 'select arms.outcome from ' ~ relations.experiment_arms ~ ' as arms where arms.outcome is not null)'
        }) -}}
    {%- endif -%}
    {{- return({}) -}}
{% endmacro %}
