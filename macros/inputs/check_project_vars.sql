{# Stops a run whose vars in dbt_project.yml or --vars are none of the allowed values. #}
{% macro check_project_vars() %}
    {%- set allowed = {
        'connector': ['demo', 'files', 'warehouse', 'dynamics365', 'hubspot', 'salesforce'],
        'qualification': ['any', 'all'],
        'count_bots': [true, false],
        'count_tests': [true, false],
        'keep_attribute_history': [true, false],
        'lead_directory': [true, false],
        'threshold_objective': ['f1', 'precision_at_least', 'capacity_per_week', 'cost'],
    } -%}
    {%- for name, values in allowed.items() if var(name) not in values -%}
        {%- do exceptions.raise_compiler_error(
            "var '" ~ name ~ "' is '" ~ var(name) ~ "', and may be: " ~ values | join(', ')
        ) -%}
    {%- endfor -%}
    {%- if var('reporting_timezone') not in modules.pytz.all_timezones -%}
        {%- do exceptions.raise_compiler_error(
            "var 'reporting_timezone' is '" ~ var('reporting_timezone')
            ~ "', and may be the name of a time zone: UTC, Europe/Berlin, America/New_York, …"
        ) -%}
    {%- endif -%}
    {%- if var('connector') == 'files' and not var('input_path') -%}
        {%- do exceptions.raise_compiler_error(
            "connector 'files' needs the var 'input_path': the folder that holds the files"
        ) -%}
    {%- endif -%}
    {%- if var('input_schema') is not string or not var('input_schema') | trim -%}
        {%- do exceptions.raise_compiler_error("var 'input_schema' has to be the name of a schema") -%}
    {%- endif -%}
    {%- if var('schema_suffix') is not string or not modules.re.fullmatch('[a-z0-9_]*', var('schema_suffix')) -%}
        {%- do exceptions.raise_compiler_error(
            "var 'schema_suffix' is '" ~ var('schema_suffix') ~ "', and may have lower-case letters, digits and _"
        ) -%}
    {%- endif -%}
    {%- if var('as_of') and not modules.re.match(iso_date_pattern(), var('as_of') | string) -%}
        {%- do exceptions.raise_compiler_error(
            "var 'as_of' is '" ~ var('as_of') ~ "', and may be an ISO time: 2026-06-30, 2026-06-30 12:00:00"
        ) -%}
    {%- endif -%}
    {%- if var('conversion_outcome') is not string or not var('conversion_outcome') | trim -%}
        {%- do exceptions.raise_compiler_error("var 'conversion_outcome' has to be the name of an outcome") -%}
    {%- endif -%}
    {%- set days = var('outcome_horizon_days') -%}
    {%- if days is not integer or days < 1 or days > 36500 -%}
        {%- do exceptions.raise_compiler_error(
            "var 'outcome_horizon_days' is '" ~ days ~ "', and has to be an integer from 1 to 36500"
        ) -%}
    {%- endif -%}
    {%- set objective = var('threshold_objective') -%}
    {%- for name, bound in threshold_figures().get(objective, {}).items() -%}
        {%- set value = var(name) -%}
        {#- NaN is neither above nor below -#}
        {%- if value is not number or value is boolean or not (value > 0 and value <= bound) -%}
            {%- do exceptions.raise_compiler_error(
                "threshold_objective '" ~ objective ~ "' needs the var '" ~ name ~ "', a number above 0, up to "
                ~ bound ~ "; it is '" ~ value ~ "'"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
