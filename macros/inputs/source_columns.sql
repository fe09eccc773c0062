{#
    The columns of an input source: a mapping of lower-case name to column, empty without a source.

    source: what input_source returned, a relation or SQL.
#}
{% macro source_columns(source) %}
    {%- set columns = {} -%}
    {%- if execute and source is not none -%}
        {%- if source is string -%}
            {%- for row in run_query('describe select * from ' ~ source) -%}
                {%- do columns.update({row[0] | lower: api.Column(row[0], row[1])}) -%}
            {%- endfor -%}
        {%- else -%}
            {%- for column in adapter.get_columns_in_relation(source) -%}
                {%- do columns.update({column.name | lower: column}) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(columns) -}}
{% endmacro %}
