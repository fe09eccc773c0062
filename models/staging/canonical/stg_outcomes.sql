{{ canonical_input('outcomes') }}
