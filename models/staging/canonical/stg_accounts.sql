{{ canonical_input('accounts') }}
