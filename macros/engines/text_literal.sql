{#
    A text value as SQL that is nothing but that value.

    value: the text, any characters but NUL.

    Line breaks are spelled as chr(…): the filter `indent`, which lays out the rendered SQL, would
    put blanks behind them. Spark overrides this one day: there a backslash escapes.
#}
{% macro text_literal(value) %}
    {{- return(adapter.dispatch('text_literal', 'lead_scoring')(value)) -}}
{% endmacro %}

{% macro default__text_literal(value) %}
    {%- set line_breaks = {
        '\n': 10, '\u000b': 11, '\u000c': 12, '\r': 13, '\u001c': 28, '\u001d': 29, '\u001e': 30,
        '\u0085': 133, '\u2028': 8232, '\u2029': 8233,
    } -%}
    {%- set literal = namespace(text = "'" ~ value | replace("'", "''") ~ "'", is_broken = false) -%}
    {%- for line_break, code in line_breaks.items() if line_break in value -%}
        {%- set literal.text = literal.text | replace(line_break, "' || chr(" ~ code ~ ") || '") -%}
        {%- set literal.is_broken = true -%}
    {%- endfor -%}
    {{- return('(' ~ literal.text ~ ')' if literal.is_broken else literal.text) -}}
{% endmacro %}
