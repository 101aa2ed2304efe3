"""The migrations, which Alembic reads as files, and what they and the databases' addresses name."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("bonage_desktop.records.migrations", include_py_files=True)
hiddenimports = ["logging.config", "pg8000", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite"]
