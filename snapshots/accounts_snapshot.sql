{% snapshot accounts_snapshot %}
{{ config(
    enabled = var('keep_attribute_history') == true,
    unique_key = 'account_id',
    pre_hook = [
        "{{ refuse_versioned_input('accounts', ref('stg_accounts_received')) }}",
        "{{ fill_new_columns('accounts', 'account_id', this, ref('stg_accounts_received')) }}",
    ],
) }}
{{ rows_to_record('accounts', received = ref('stg_accounts_received'), clock = ref('int_recorded_at')) }}
{% endsnapshot %}
