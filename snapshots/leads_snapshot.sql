{% snapshot leads_snapshot %}
{{ config(
    enabled = var('keep_attribute_history') == true,
    unique_key = 'lead_id',
    pre_hook = [
        "{{ refuse_versioned_input('leads', ref('stg_leads_received')) }}",
        "{{ fill_new_columns('leads', 'lead_id', this, ref('stg_leads_received')) }}",
    ],
) }}
{{ rows_to_record('leads', received = ref('stg_leads_received'), clock = ref('int_recorded_at')) }}
{% endsnapshot %}
