{#
    The files of several tables in the folder `input_path`, whatever the case of their names: a mapping of
    table to SQL that reads it, of those that are there.

    tables: lower-case names. A table is <table>.parquet, <table>.csv, or a folder <table>/ of either, at
            whatever depth in it; all of this in `input_path` itself or in one of its folders.
#}
{% macro input_files(tables) %}
    {{- return(adapter.dispatch('input_files', 'lead_scoring')(tables)) -}}
{% endmacro %}

{# Whether there are any files in the folder `input_path`, or below it. #}
{% macro has_input_files() %}
    {{- return(adapter.dispatch('has_input_files', 'lead_scoring')()) -}}
{% endmacro %}

{% macro default__has_input_files() %}
    {{- return(default__input_file(none)) -}}
{% endmacro %}

{% macro duckdb__has_input_files() %}
    {%- set pattern = text_literal(var('input_path').rstrip('/') ~ '/**') -%}
    {%- set found = run_query('select count(*) from (select file from glob(' ~ pattern ~ ') limit 1) as files') -%}
    {{- return(found.columns[0].values()[0] > 0) -}}
{% endmacro %}

{% macro default__input_files(tables) %}
    {{- return(default__input_file(none)) -}}
{% endmacro %}

{% macro duckdb__input_files(tables) %}
    {%- set folder = var('input_path').rstrip('/') -%}
    {%- set listed -%}
        with

        files as (
            select string_split(substr(file, {{ folder | length + 2 }}), '/') as steps
            from glob({{ text_literal(folder ~ '/**') }})
        ),

        places as (
            select
                steps,
                unnest([1, 2]) as depth
            from files
        )

        select distinct
            lower(regexp_replace(steps[depth], '[.](parquet|csv)$', '', 'i')) as input_table,
            array_to_string(steps[:depth], '/') || case when depth < len(steps) then '/' else '' end as place,
            case
                when steps[depth + 1] = '_delta_log' then 'delta'
                else lower(regexp_extract(steps[-1], '[.](parquet|csv)$', 1, 'i'))
            end as format,
            depth
        from places
        where depth <= len(steps)
        order by all
    {%- endset -%}
    {%- set found = {} -%}
    {%- set formats = {} -%}
    {%- for table, place, format, depth in run_query(listed) if table in tables and format -%}
        {#- files of a folder that is a table belong to it, whatever they are called -#}
        {%- if depth == 1 or place.split('/')[0] | lower not in tables -%}
            {%- if format == 'delta' -%}
                {%- do exceptions.raise_compiler_error(
                    "input table '" ~ table ~ "' is a Delta table, whose folder keeps replaced rows, too: "
                    ~ 'export it to Parquet, or load it into a schema: ' ~ place
                ) -%}
            {%- endif -%}
            {%- do found.setdefault(table, []).append(place ~ ('**/*.' ~ format if place.endswith('/') else '')) -%}
            {%- do formats.update({table: format}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set sources = {} -%}
    {%- for table, places in found.items() -%}
        {%- if places | length > 1 -%}
            {%- do refuse_second_source(table, places) -%}
        {%- endif -%}
        {%- do sources.update({
            table: reading_files(text_literal(folder ~ '/' ~ places[0]), formats[table])
        }) -%}
    {%- endfor -%}
    {{- return(sources) -}}
{% endmacro %}
