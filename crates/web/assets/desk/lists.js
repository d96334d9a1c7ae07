// Lists: columns, filters, saved views, groups, what is done with several rows.
