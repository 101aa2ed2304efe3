"""A file on disk becomes a Radiograph."""
