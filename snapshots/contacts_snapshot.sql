{% snapshot contacts_snapshot %}
{{ config(
    enabled = var('keep_attribute_history') == true,
    unique_key = 'contact_id',
    pre_hook = [
        "{{ refuse_versioned_input('contacts', ref('stg_contacts_received')) }}",
        "{{ fill_new_columns('contacts', 'contact_id', this, ref('stg_contacts_received')) }}",
    ],
) }}
{{ rows_to_record('contacts', received = ref('stg_contacts_received'), clock = ref('int_recorded_at')) }}
{% endsnapshot %}
