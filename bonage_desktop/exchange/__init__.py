"""The hospital's network and de-identification."""
