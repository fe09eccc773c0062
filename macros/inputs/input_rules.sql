{#
    The rules that set input rows aside, or note something of them: what input_quality counts.

    Returns a list of mappings of input_table, rule and fate (dropped, quarantined, noted).
#}
{% macro input_rules() %}
    {%- set rejecting = {
        'leads': ['after_as_of', 'missing_id', 'missing_time', 'duplicate'],
        'contacts': ['after_as_of', 'missing_id', 'duplicate'],
        'accounts': ['after_as_of', 'missing_id', 'duplicate'],
        'interactions': [
            'after_as_of', 'missing_id', 'missing_time', 'duplicate', 'bot', 'test_send',
            'late_clock', 'unknown_subject', 'missing_type',
        ],
        'outcomes': ['after_as_of', 'missing_id', 'missing_time', 'duplicate', 'unknown_subject'],
    } -%}
    {%- for name, related in related_tables().items() -%}
        {%- do rejecting.update({
            name: ['after_as_of', 'missing_id', 'missing_time', 'unknown_subject'] if related.time
            else ['missing_id', 'unknown_subject']
        }) -%}
    {%- endfor -%}
    {%- set quarantining = ['late_clock', 'unknown_subject', 'missing_type'] -%}
    {%- set rules = [] -%}
    {%- for table, names in rejecting.items() -%}
        {%- for name in names -%}
            {%- set is_quarantined = name in quarantining or (table in related_tables() and name == 'missing_time') -%}
            {%- set fate = 'quarantined' if is_quarantined else 'dropped' -%}
            {%- do rules.append({'input_table': input_name(table), 'rule': name, 'fate': fate}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for name in ['merged', 'merged_into_unknown', 'never_scored'] -%}
        {%- do rules.append({'input_table': 'leads', 'rule': name, 'fate': 'noted'}) -%}
    {%- endfor -%}
    {{- return(rules) -}}
{% endmacro %}
