{#
    An id of Salesforce in its form of 18 characters, in which ids that differ in case alone differ, too.

    column: the source's column, none where it is absent. It may have 15 characters, as in reports and formulas.

    The last three characters tell which of the others are capitals, of five each: the first of five counts 1,
    the next ones 2, 4, 8 and 16, and their sum is a place in A to Z, 0 to 5.
#}
{% macro salesforce_id(column) %}
    {%- set id = canonical_value(column, 'id') -%}
    {%- if not column -%}
        {{- return(id) -}}
    {%- endif -%}
    {%- set text = 'cast(' ~ adapter.quote(column.name) ~ ' as text)' -%}
    {%- set capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' -%}
    {%- set characters = [text] -%}
    {%- for five in range(3) -%}
        {%- set place = ['1'] -%}
        {%- for character in range(5) -%}
            {%- do place.append(
                "case when strpos('" ~ capitals ~ "', substr(" ~ text ~ ', ' ~ (five * 5 + character + 1)
                ~ ', 1)) > 0 then ' ~ 2 ** character ~ ' else 0 end'
            ) -%}
        {%- endfor -%}
        {%- do characters.append("substr('" ~ capitals ~ "012345', " ~ place | join(' + ') ~ ', 1)') -%}
    {%- endfor -%}
    {{- return('case when length(' ~ text ~ ') = 15 then ' ~ characters | join(' || ') ~ ' else ' ~ id ~ ' end') -}}
{% endmacro %}
