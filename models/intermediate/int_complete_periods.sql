-- what the reports are about: the last day, ISO week and month that are over at as_of, one row
select
    cast({{ text_literal(var('reporting_timezone')) }} as text) as time_zone,
    cast({{ dbt.dateadd('day', -1, reporting_date('as_of')) }} as date) as day,
    cast({{ dbt.dateadd('day', -7, monday(reporting_date('as_of'))) }} as date) as week,
    -- of model_performance, whose months are UTC
    cast(
        {{ dbt.dateadd('month', -1, dbt.date_trunc('month', 'as_of')) }} as date
    ) as month
from {{ ref('int_as_of') }}
