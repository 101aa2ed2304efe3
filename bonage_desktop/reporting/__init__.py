"""What a person or a program takes away: JSON, tables and pictures."""
