{#
    What dbt's snapshots take for now: the instant scored at, so that it dates new versions and the ends
    of deleted rows alike, and the run that records a version reads it (semantics T6).

    dbt asks for it while a snapshot runs; the snapshot itself has to name int_recorded_at.
#}
{% macro default__snapshot_get_time() %}
    {{- '(select recorded_at from ' ~ ref('int_recorded_at') ~ ')' -}}
{% endmacro %}
