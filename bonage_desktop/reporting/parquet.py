"""Results as Parquet: typed columns, for research on many cases. The same results give the same bytes."""

import io
from collections.abc import Iterable

from bonage_desktop.reporting.columns import Kind, columns
from bonage_desktop.reporting.document import Document
from bonage_desktop.reporting.table import cells
from bonage_desktop.reporting.words import RESEARCH_NOTICE


def as_parquet(results: Iterable[Document]) -> bytes:
    """The file. Each column has its meaning as metadata of its field.

    Args:
        results: one row each.
    """
    from arro3.core import Array, DataType, Field, Schema, Table
    from arro3.io import write_parquet

    types = {Kind.TEXT: DataType.utf8(), Kind.INTEGER: DataType.int64(), Kind.NUMBER: DataType.float64()}
    rows = [cells(result) for result in results]
    fields = [
        Field(column.name, types[column.kind], nullable=True, metadata={"meaning": column.meaning})
        for column in columns()
    ]
    arrays = [Array([row[column.name] for row in rows], types[column.kind]) for column in columns()]
    schema = Schema(fields, metadata={"notice": RESEARCH_NOTICE})
    table = Table.from_arrays(arrays, schema=schema)  # pyright: ignore[reportUnknownMemberType] its stub is partly untyped
    stream = io.BytesIO()
    write_parquet(table, stream, compression="zstd(3)", created_by="bonage_desktop")
    return stream.getvalue()
