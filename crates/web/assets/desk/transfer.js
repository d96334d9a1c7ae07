// Import, export, and work that takes long.
