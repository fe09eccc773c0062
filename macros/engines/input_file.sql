{#
    SQL that reads the files of one input table from the folder `input_path`, or none if there are none.

    table: leads, related/orders, … : <table>.parquet, <table>.csv, or a folder <table>/ of either.
    CSV cells are read as text, so that 007 stays 007. Only the delimiter is guessed: guessed quotes fail
    on the first quoted cell after the sample, and guessed lines to skip lose rows.
#}
{% macro input_file(table) %}
    {{- return(adapter.dispatch('input_file', 'lead_scoring')(table)) -}}
{% endmacro %}

{% macro default__input_file(table) %}
    {%- do exceptions.raise_compiler_error(
        "files are read with DuckDB, and this target is " ~ target.type
        ~ ': load them into a schema' ~ (
            " and use connector 'warehouse'" if var('connector') == 'files'
            else ", which the var 'input_schema' names"
        )
    ) -%}
{% endmacro %}

{% macro duckdb__input_file(table) %}
    {%- set found = {} -%}
    {%- for format in ['parquet', 'csv'] -%}
        {%- for pattern in [table ~ '.' ~ format, table ~ '/*.' ~ format] -%}
            {%- set path = text_literal(var('input_path') ~ '/' ~ pattern) -%}
            {%- set files = run_query('select count(*) from glob(' ~ path ~ ')') -%}
            {%- if files.columns[0].values()[0] > 0 -%}
                {%- do found.update({path: format}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if found | length > 1 -%}
        {%- do exceptions.raise_compiler_error(
            "input table '" ~ table ~ "' is there more than once, keep one: " ~ found | join(', ')
        ) -%}
    {%- endif -%}
    {%- for path, format in found.items() -%}
        {{- return(reading_files(path, format)) -}}
    {%- endfor -%}
    {{- return(none) -}}
{% endmacro %}

{#
    SQL that reads files of one format.

    path:   the files, with * for any name.
    format: parquet or csv.
#}
{% macro reading_files(path, format) %}
    {%- if format == 'parquet' -%}
        {{- return('read_parquet(' ~ path ~ ', union_by_name = true)') -}}
    {%- endif -%}
    {{- return(
        'read_csv(' ~ path ~ ', union_by_name = true, header = true, all_varchar = true'
        ~ ', skip = 0, comment = \'\', quote = \'"\', escape = \'"\')'
    ) -}}
{% endmacro %}
