"""Run by Alembic: migrate over the connection that the store hands in."""

from alembic import context

from conference.record.tables import Base

connection = context.config.attributes["connection"]
# The names of constraints follow from the metadata.
context.configure(connection=connection, target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
