{{ canonical_input('contacts') }}
