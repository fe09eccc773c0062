{#
    The grade of a score (semantics S3): decided on its floor, NULL in a gap.

    score:  SQL of a score.
    grades: list of mappings of name, lower and upper (inclusive integers, none where open).
#}
{% macro graded(score, grades) %}
    {%- if not grades -%}cast(null as {{ sql_type('text') }}){%- else -%}
    case
    {%- for grade in grades %}
        when {{ grade_test(score, grade) }} then {{ text_literal(grade.name) }}
    {%- endfor %}
    end
    {%- endif -%}
{% endmacro %}

{# Whether a score has a grade; score: as in graded; grade: one of grades. #}
{% macro grade_test(score, grade) %}
    {%- set tests = [] -%}
    {%- if grade.lower is not none -%}
        {%- do tests.append('floor(' ~ score ~ ') >= ' ~ grade.lower) -%}
    {%- endif -%}
    {%- if grade.upper is not none -%}
        {%- do tests.append('floor(' ~ score ~ ') <= ' ~ grade.upper) -%}
    {%- endif -%}
    {{- return(tests | join(' and ')) -}}
{% endmacro %}
