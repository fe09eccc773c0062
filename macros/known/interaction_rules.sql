{#
    The rules by which a row of interactions is set aside (semantics I8), as lists of (rule, SQL
    condition) in their order: those that make it unusable, before copies are looked for, and those
    that don't let it count, after. What belongs to an unknown subject reaches no lead anyway.

    name:  the relation's alias.
    clock: relation of one row with as_of.
#}
{% macro unusable_interactions(name, clock) %}
    {{- return([
        ('after_as_of', after_as_of(name ~ '.occurred_at', clock)),
        ('missing_id', name ~ '.interaction_id is null'),
        ('missing_time', name ~ '.occurred_at is null'),
    ]) -}}
{% endmacro %}

{# Those that don't let a usable row count; name: the relation's alias. #}
{% macro discounted_interactions(name) %}
    {%- set rules = [] -%}
    {%- if not var('count_bots') -%}
        {%- do rules.append(('bot', name ~ '.is_bot')) -%}
    {%- endif -%}
    {%- if not var('count_tests') -%}
        {%- do rules.append(('test_send', name ~ '.is_test')) -%}
    {%- endif -%}
    {%- do rules.append((
        'late_clock',
        name ~ '.occurred_at > ' ~ add_days(name ~ '.loaded_at', 1),
    )) -%}
    {{- return(rules) -}}
{% endmacro %}
