// A record, its form, a person and an organisation.
