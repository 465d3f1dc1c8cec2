"""Lists of organisations, read row by row into one shape. Nothing here knows of the database."""
