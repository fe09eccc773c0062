{# Which run made a mart: the same in all rows of all marts of a release. A scalar subquery. #}
{% macro run_id() -%}
    (select run.run_id from {{ ref('int_as_of') }} as run)
{%- endmacro %}
