# Lists
