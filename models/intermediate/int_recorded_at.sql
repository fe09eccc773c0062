{{ config(
    enabled = var('keep_attribute_history') == true,
    pre_hook = "{{ refuse_backdated_history(ref('int_as_of')) }}",
) }}
select as_of as recorded_at
from {{ ref('int_as_of') }}
