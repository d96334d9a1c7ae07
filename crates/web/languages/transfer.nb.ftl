# Import, export and long work
