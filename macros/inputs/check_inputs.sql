{#
    Stops a run before it writes anything when required inputs are missing, naming all of them at once.

    The demo's seeds are loaded by the run itself, so there is nothing to look at yet.
#}
{% macro check_inputs() %}
    {%- if not execute or var('connector') == 'demo' or flags.WHICH not in ('build', 'run') -%}
        {{- return('') -}}
    {%- endif -%}
    {%- set missing = missing_inputs() -%}
    {%- if missing -%}
        {%- set place = "folder '" ~ var('input_path') ~ "'" if reads_files()
            else "schema '" ~ var('input_schema') ~ "'" -%}
        {%- do exceptions.raise_compiler_error(
            'inputs are missing in ' ~ place ~ ": " ~ missing | join('; ')
            ~ '. Nothing was changed. `lead-scoring doctor` looks closer. Docs: docs/'
            ~ (var('connector') if source_tables() else 'inputs') ~ '.md'
        ) -%}
    {%- endif -%}
{% endmacro %}

{# All that is missing of the tables and columns that the chosen connector has to find, as words. #}
{% macro missing_inputs() %}
    {%- set missing = missing_place() -%}
    {%- if missing -%}
        {{- return(missing) -}}
    {%- endif -%}
    {%- set missing = missing_source_tables() if source_tables() else [] -%}
    {%- for table in input_tables() if table in connector_related_tables() -%}
        {%- do missing.extend(missing_columns(table, connector_related_tables()[table])) -%}
    {%- endfor -%}
    {%- for table in input_tables() if table not in connector_tables() -%}
        {%- set source = input_source(table) -%}
        {%- if source is not none -%}
            {%- do missing.extend(missing_columns(table, source_columns(source))) -%}
        {%- elif table in required_tables() -%}
            {%- do missing.append('table ' ~ table) -%}
        {%- elif table in related_tables() -%}
            {%- do missing.append('table ' ~ input_name(table) ~ ' (declared in scoring_models/_inputs.yml)') -%}
        {%- endif -%}
    {%- endfor -%}
    {{- return(missing) -}}
{% endmacro %}

{# without leads there is nothing to score, without interactions nothing to score by #}
{% macro required_tables() %}
    {{- return(['leads', 'interactions']) -}}
{% endmacro %}

{#
    What an input table lacks, as a list for people to read.

    table:   its name among the inputs.
    present: mapping of the columns that it has.
#}
{% macro missing_columns(table, present) %}
    {%- set missing = [] -%}
    {%- for name, column in input_columns(table).items() if name not in present -%}
        {%- if column.required -%}
            {%- do missing.append('column ' ~ input_name(table) ~ '.' ~ name) -%}
        {%- elif column.declared -%}
            {%- do missing.append(
                'column ' ~ input_name(table) ~ '.' ~ name ~ ' (declared in scoring_models/_inputs.yml)'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if table == 'interactions' and 'lead_id' not in present and 'contact_id' not in present -%}
        {%- do missing.append('column interactions.lead_id or interactions.contact_id') -%}
    {%- endif -%}
    {{- return(missing) -}}
{% endmacro %}
