"""Run by Alembic: migrate over the connection that the store hands in."""

from alembic import context

from conference.record.finding import is_of_record
from conference.record.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite alters a table by making it again.
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_name=is_of_record,
)
with context.begin_transaction():
    context.run_migrations()
