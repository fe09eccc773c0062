{{ canonical_input('interactions') }}
