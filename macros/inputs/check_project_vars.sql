{# Stops a run whose vars in dbt_project.yml or --vars are none of the allowed values. #}
{% macro check_project_vars() %}
    {%- set allowed = {
        'connector': ['demo', 'files', 'warehouse'],
        'qualification': ['any', 'all'],
        'count_bots': [true, false],
        'count_tests': [true, false],
        'keep_attribute_history': [true, false],
    } -%}
    {%- for name, values in allowed.items() if var(name) not in values -%}
        {%- do exceptions.raise_compiler_error(
            "var '" ~ name ~ "' is '" ~ var(name) ~ "', and may be: " ~ values | join(', ')
        ) -%}
    {%- endfor -%}
    {%- if var('reporting_time_zone') not in modules.pytz.all_timezones -%}
        {%- do exceptions.raise_compiler_error(
            "var 'reporting_time_zone' is '" ~ var('reporting_time_zone')
            ~ "', and may be the name of a time zone: UTC, Europe/Berlin, America/New_York, …"
        ) -%}
    {%- endif -%}
    {%- if var('connector') == 'files' and not var('input_path') -%}
        {%- do exceptions.raise_compiler_error(
            "connector 'files' needs the var 'input_path': the folder that holds the files"
        ) -%}
    {%- endif -%}
{% endmacro %}
