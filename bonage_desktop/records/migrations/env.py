"""Alembic's entry: migrates the connection that `records/database.py` hands over, in its transaction."""

from alembic import context

from bonage_desktop.records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
