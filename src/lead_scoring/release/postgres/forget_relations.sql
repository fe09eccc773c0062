-- a release that is no more needs no list of its relations
delete from releases.relations where run_id = %(run_id)s
