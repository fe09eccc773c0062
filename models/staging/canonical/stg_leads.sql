{{ canonical_input('leads') }}
